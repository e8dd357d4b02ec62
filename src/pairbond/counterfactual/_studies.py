"""Published studies that speak of a course, or come close to one; their abstracts were read."""

from __future__ import annotations

from dataclasses import replace

from pairbond.counterfactual.voices import Study

ADVOCATES = Study(
    "women who had left a shelter and worked with a trained advocate for ten weeks experienced less violence in the "
    "next two years, and reported a higher quality of life and more support",
    "moderate",
    "one randomised trial, 278 women who had experienced violence; about advocates, not friends",
    "Sullivan & Bybee, 1999, doi:10.1037/0022-006X.67.1.43",
)
ADVOCATES_ALONE = replace(
    ADVOCATES,
    strength="weak",
    design="one randomised trial, 278 women who had experienced violence; only for the support in it",
)
GOOD_NEWS = Study(
    "on days when people told somebody good news they were in a happier mood, the more so the more warmly it was "
    "received",
    "weak",
    "four studies, daily diaries among them; about sharing a joy, not about a joy that meets envy",
    "Gable, Reis, Impett & Asher, 2004, doi:10.1037/0022-3514.87.2.228",
)
SCHEMA_THERAPY = Study(
    "more people recovered within three years in schema therapy of 50 sessions than in the usual treatment",
    "moderate",
    "a trial with 323 patients with lasting problems of personality, of several kinds",
    "Bamelis et al., 2014, American Journal of Psychiatry 171:305",
)
WRITING = Study(
    "of people who had separated, those who searched for a meaning in it were more distressed up to nine months after "
    "writing about it than after writing about something else",
    "moderate",
    "one randomised trial, 90 people; about writing on a few days, soon after",
    "Sbarra, Boals, Mason, Larson & Mehl, 2013, doi:10.1177/2167702612469801",
)
READJUSTING = Study(
    "life satisfaction and mental health fell after a break-up and had come back after about a year, for men later",
    "weak",
    "a panel of 2,631 people; about time passing, whatever they did",
    "Preetz, 2022, doi:10.3389/fpsyg.2022.812831",
)
FORGIVING = Study(
    "for newly married people who tended to forgive, the partner’s psychological and physical aggression stayed as it "
    "was over four years; for those who forgave less it declined",
    "weak",
    "newly married pairs followed for four years; about forgiving, which is close to it",
    "McNulty, 2011, doi:10.1177/0146167211407077",
)
PLAIN_WORDS = Study(
    "saying plainly what one wants changed, kindly or not, seemed to fail at first, but was followed by more change in "
    "the next twelve months, as the partner reported",
    "weak",
    "61 pairs, filmed and then asked for a year; not selected for problems",
    "Overall, Fletcher, Simpson & Sibley, 2009, Journal of Personality and Social Psychology 96:620",
)
COAXING = replace(
    PLAIN_WORDS,
    found="coaxing softly seemed to succeed at once, and was followed by no change in the next twelve months",
)
PRESSING = Study(
    "when one partner pressed and the other withdrew, there was more bad feeling and less was resolved",
    "moderate",
    "diaries of conflicts at home, 116 married pairs",
    "Papp, Kouros & Cummings, 2009, doi:10.1111/j.1475-6811.2009.01223.x",
)
COMMUNION = Study(
    "people who cared more for their partner’s needs had happier relationships, and were happier "
    "themselves only if they did not neglect their own needs",
    "moderate",
    "100 studies, 26,645 people; correlations, not trials",
    "Le, Impett, Lemay, Muise & Tskhay, 2018, Psychological Bulletin 144:1",
)
THERAPY_OF_TWO = Study(
    "couple therapy raised satisfaction a great deal, and waiting for it did not",
    "weak",
    "58 studies, 2,092 pairs; about therapy, which trains some of this, not about the practices alone",
    "Roddy, Walsh, Rothman, Hatch & Doss, 2020, Journal of Consulting and Clinical Psychology",
)
MEETING = Study(
    "people without children who saw more of their former partner were more distressed two months later; in parents "
    "this was not found",
    "moderate",
    "122 people after a separation, sound-recorded in daily life three times in five months",
    "O’Hara, Grinberg, Tackman, Mehl & Sbarra, 2020, doi:10.1177/2167702620916454",
)
FADING = Study(
    "after a break-up love faded steadily over four weeks, and contact slowed the fading of love and of sadness",
    "moderate",
    "daily diaries of 58 young people",
    "Sbarra & Emery, 2005, Personal Relationships",
)
LEAVING = Study(
    "half a year after women had left, their attachment to the former partner was about a quarter weaker",
    "weak",
    "75 women who had experienced violence; about having left, with some contact or none",
    "Dutton & Painter, 1993, Violence and Victims 8:105",
)
