"""C: the one who stays lives it: alarm stops idealising, warmth calms more, anger is stored, and tiredness speaks."""

from pairbond.theory._spec import Constant, Mechanism, Node, Term
from pairbond.theory.repairs._repair import StructuralRepair, own_state


def _alarmed(m, q, p):
    return 1.0 - m.tanh(p.alarm_sobers * q.own.alarm)


def _stores(m, q, p):
    """Whoever complies while being hurt swallows it; bursting empties the store."""
    hurt = q.other.hostility + p.anger_withdrawal * q.other.withdrawal
    swallowed = q.own.giving * q.own.compliant_surrenderer * hurt
    stored = q.own.anger_stored
    return p.anger_filled * (1.0 - stored) * swallowed - stored * (1.0 + p.anger_emptied * q.own.angry_child)


def _bursts(m, q, p):
    """It comes out when the image of the other is down."""
    return p.anger_burst * q.own.anger_stored * m.sigmoid(-p.anger_slope * q.own.image)


def _tires(m, q, p):
    return p.tired_voice * q.own.load / (q.own.load + p.tired_half)


SOBER = Mechanism(
    name="sobering_alarm",
    symbol=r"\gamma_{sob}",
    says="Nobody idealises while being struck.",
    source="S2",
    params=(Constant("alarm_sobers", 2.0, r"k_{sob}", source="an alarm of a half leaves a quarter of the idealising"),),
    terms=(Term("idealising", "scale", _alarmed),),
)
STORED = Mechanism(
    name="stored_anger",
    symbol=r"\gamma_{sto}",
    says="Anger that is swallowed is stored, and bursts when the image of the other has fallen.",
    source="S2, S3; Jack (1991) on self-silencing",
    params=(
        Constant("tau_anger_stored", 40.0, r"\tau_A", "d", "about one turn of the cycle"),
        Constant("anger_filled", 8.0, "k_A", source="the trial"),
        Constant("anger_withdrawal", 0.5, "w_A", source="withdrawal hurts half as much as hostility"),
        Constant("anger_emptied", 6.0, "e_A", source="a burst empties the store within a week"),
        Constant("anger_burst", 4.0, "b_A", source="of the size of ac_shame, 4.7"),
        Constant("anger_slope", 4.0, "s_A", source="the trial"),
    ),
    quantities=own_state("anger_stored", "A", "anger that is stored"),
    nodes=(Node("drift_anger_stored", _stores, lambda m, q, p, x: x / p.tau_anger_stored),),
    terms=(Term("drive_angry_child", "add", _bursts),),
)
TIRED = Mechanism(
    name="tired_of_waiting",
    symbol=r"\gamma_{tir}",
    says="One tires of always putting one's own needs on the back burner: the exhausted voice them more.",
    source="S0",
    params=(
        Constant("tired_voice", 2.2, "k_L", source="the trial"),
        Constant("tired_half", 0.8, "L_{1/2}", source="the trial"),
    ),
    terms=(Term("voice", "scale", _tires),),
)
REPAIR = StructuralRepair(
    name="stored_anger",
    says="Alarm stops idealising, the one who alarms calms more, swallowed anger bursts, and the exhausted speak up.",
    source="S0, S2, S3",
    gates="C",
    mechanisms=(SOBER, STORED, TIRED),
    numbers={"arousal_base_calm": 2.0, "voice_hope": 0.45},
)
