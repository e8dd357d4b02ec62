"""Whom a report stands on."""

from __future__ import annotations

from pairbond.report.view import View

_CT = (
    "Continuous time",
    "Driver, C. C., Oud, J. H. L., & Voelkle, M. C. (2017). Continuous time structural equation modeling with R "
    "package ctsem. Journal of Statistical Software, 77(5), 1–35. https://doi.org/10.18637/jss.v077.i05",
)
_CT_BEGINNING = (
    "Continuous time",
    "Voelkle, M. C., Oud, J. H. L., Davidov, E., & Schmidt, P. (2012). An SEM approach to continuous time modeling of "
    "panel data: Relating authoritarianism and anomia. Psychological Methods, 17(2), 176–192. "
    "https://doi.org/10.1037/a0027543",
)
_CT_GROUP = (
    "Many couples in continuous time",
    "Driver, C. C., & Voelkle, M. C. (2018). Hierarchical Bayesian continuous time dynamic modeling. Psychological "
    "Methods, 23(4), 774–799. https://doi.org/10.1037/met0000168",
)
_VAR = (
    "Multilevel vector autoregression (mlVAR)",
    "Bringmann, L. F., Vissers, N., Wichers, M., Geschwind, N., Kuppens, P., Peeters, F., Borsboom, D., & Tuerlinckx, "
    "F. (2013). A network approach to psychopathology: New insights into clinical longitudinal data. PLoS ONE, 8(4), "
    "e60188. https://doi.org/10.1371/journal.pone.0060188",
)
_VAR_SECOND = (
    "Multilevel vector autoregression (mlVAR)",
    "Epskamp, S., Waldorp, L. J., Mõttus, R., & Borsboom, D. (2018). The Gaussian graphical model in cross-sectional "
    "and time-series data. Multivariate Behavioral Research, 53(4), 453–480. "
    "https://doi.org/10.1080/00273171.2018.1454823",
)
_INERTIA = (
    "Inertia",
    "Kuppens, P., Allen, N. B., & Sheeber, L. B. (2010). Emotional inertia and psychological maladjustment. "
    "Psychological Science, 21(7), 984–991. https://doi.org/10.1177/0956797610372634",
)
_PSEUDO = (
    "Pseudo-couples; size of partner effects",
    "Sels, L., Cabrieto, J., Butler, E., Reis, H., Ceulemans, E., & Kuppens, P. (2020). The occurrence and correlates "
    "of emotional interdependence in romantic relationships. Journal of Personality and Social Psychology, 119(1), "
    "136–158. https://doi.org/10.1037/pspi0000212",
)
_WEAK = (
    "Size of partner effects",
    "Sels, L., Ceulemans, E., Bulteel, K., & Kuppens, P. (2016). Emotional interdependence and well-being in close "
    "relationships. Frontiers in Psychology, 7, 283. https://doi.org/10.3389/fpsyg.2016.00283",
)
_HOLM = (
    "Multiple tests",
    "Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics, "
    "6(2), 65–70.",
)
_CLUSTERS = (
    "Least squares with clustered standard errors",
    "Cameron, A. C., & Miller, D. L. (2015). A practitioner’s guide to cluster-robust inference. Journal of Human "
    "Resources, 50(2), 317–372. https://doi.org/10.3368/jhr.50.2.317",
)
_FILTER = (
    "The filter behind the theory",
    "Arasaratnam, I., & Haykin, S. (2009). Cubature Kalman filters. IEEE Transactions on Automatic Control, 54(6), "
    "1254–1269. https://doi.org/10.1109/TAC.2009.2019800",
)
_ORDER = (
    "Order of days",
    "Wald, A., & Wolfowitz, J. (1943). An exact test for randomness in the non-parametric case based on serial "
    "correlation. The Annals of Mathematical Statistics, 14(4), 378–388. https://doi.org/10.1214/aoms/1177731358",
)
_BLOCKS = (
    "Intervals by blocks of days",
    "Künsch, H. R. (1989). The jackknife and the bootstrap for general stationary observations. The Annals of "
    "Statistics, 17(3), 1217–1241. https://doi.org/10.1214/aos/1176347265",
)
_COLOURS = (
    "Colours",
    "Okabe, M., & Ito, K. (2008). Color universal design: How to make figures and presentations that are friendly to "
    "colorblind people. https://jfly.uni-koeln.de/color/",
)


def references_for(view: View, *, inertia: bool) -> list[tuple[str, str]]:
    """What a report of this kind cites; a page for one couple or one person names no studies of groups.

    ``inertia``: whether such an effect was found; without one, only a group's page cites work on it.
    """
    theory = [] if view.theory is None or view.theory.fit is None else [_FILTER, _ORDER, _BLOCKS]
    if view.fit is None:
        return [*theory, _COLOURS]
    flow, group = view.fit.spec.model.kind == "ct-var", view.voice.research
    cited = [_CT, _CT_BEGINNING] if flow else []
    if view.couples > 1:
        cited += [_CT_GROUP] if flow else [_VAR, _VAR_SECOND]
    cited += [_INERTIA] if group or inertia else []
    if group and not view.voice.single_writers:
        cited += [_PSEUDO, _WEAK]
    return [*cited, *([_CLUSTERS] if group else []), _HOLM, *theory, _COLOURS]
