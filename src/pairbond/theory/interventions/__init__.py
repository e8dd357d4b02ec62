"""One file an intervention; whatever lies here is there. Each edits conduct and inputs, never a slow state."""

from importlib import import_module
from pkgutil import iter_modules

from pairbond.theory.interventions._dose_schedule import DoseSchedule
from pairbond.theory.interventions._intervention import Intervention
from pairbond.theory.interventions.acceptance import Acceptance
from pairbond.theory.interventions.business_only import BusinessOnly
from pairbond.theory.interventions.confrontation import Confrontation
from pairbond.theory.interventions.correction import Correction
from pairbond.theory.interventions.evocation import Evocation
from pairbond.theory.interventions.forgiveness_withheld import ForgivenessWithheld
from pairbond.theory.interventions.giving_more import GivingMore
from pairbond.theory.interventions.go_to_person import GoToPerson
from pairbond.theory.interventions.grief_stuck import GriefStuck
from pairbond.theory.interventions.grief_suppressed import GriefSuppressed
from pairbond.theory.interventions.healthy_adult import HealthyAdult
from pairbond.theory.interventions.holding_therapy import HoldingTherapy
from pairbond.theory.interventions.honest_assessment import HonestAssessment
from pairbond.theory.interventions.independent_joy import IndependentJoy
from pairbond.theory.interventions.joint_decisions import JointDecisions
from pairbond.theory.interventions.limits import Limits
from pairbond.theory.interventions.misfortune import Misfortune
from pairbond.theory.interventions.no_contact import NoContact
from pairbond.theory.interventions.no_threats import NoThreats
from pairbond.theory.interventions.outside_admirer import OutsideAdmirer
from pairbond.theory.interventions.partner_acceptance import PartnerAcceptance
from pairbond.theory.interventions.partner_expert import PartnerExpert
from pairbond.theory.interventions.partner_first import PartnerFirst
from pairbond.theory.interventions.persuasion import Persuasion
from pairbond.theory.interventions.prompt_repair import PromptRepair
from pairbond.theory.interventions.reconnection import Reconnection
from pairbond.theory.interventions.reduced_contact import ReducedContact
from pairbond.theory.interventions.refusal import Refusal
from pairbond.theory.interventions.remembrance import Remembrance
from pairbond.theory.interventions.sanction import Sanction
from pairbond.theory.interventions.set_conduct import SetConduct
from pairbond.theory.interventions.silence import Silence
from pairbond.theory.interventions.six_practices import SixPractices
from pairbond.theory.interventions.support_network import SupportNetwork


def found() -> tuple[type[Intervention], ...]:
    """The intervention of every file here, in alphabetical order: that in which they edit conduct."""
    names = sorted(one.name for one in iter_modules(__path__) if not one.name.startswith("_"))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return tuple(
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Intervention) and one.__module__ == module.__name__
    )


INTERVENTIONS = found()

__all__ = [
    "INTERVENTIONS",
    "Acceptance",
    "BusinessOnly",
    "Confrontation",
    "Correction",
    "DoseSchedule",
    "Evocation",
    "ForgivenessWithheld",
    "GivingMore",
    "GoToPerson",
    "GriefStuck",
    "GriefSuppressed",
    "HealthyAdult",
    "HoldingTherapy",
    "HonestAssessment",
    "IndependentJoy",
    "Intervention",
    "JointDecisions",
    "Limits",
    "Misfortune",
    "NoContact",
    "NoThreats",
    "OutsideAdmirer",
    "PartnerAcceptance",
    "PartnerExpert",
    "PartnerFirst",
    "Persuasion",
    "PromptRepair",
    "Reconnection",
    "ReducedContact",
    "Refusal",
    "Remembrance",
    "Sanction",
    "SetConduct",
    "Silence",
    "SixPractices",
    "SupportNetwork",
]
