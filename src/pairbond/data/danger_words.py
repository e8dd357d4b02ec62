"""Words by which an item about fear, threat, control or harm can be known, in several languages."""

from __future__ import annotations

import re

# Beginnings of words; "!" stands behind one that counts only as a whole word. Hurt is not among them: being hurt by
# words is asked in ordinary diaries, our own included.
_WORDS = {
    "English": "fear afraid scared frighten! frightened frightening terrif terror threat intimidat control coerc "
    "forced! hit! hits! hitting! beat! beaten! beating! slap shove! shoved! chok strangl violen harm! harmed! abus! "
    "abuse assault unsafe weapon stalk rape! raped! surveil",
    "German": "angst! ängste! furcht fürcht bedroh droh! drohung kontroll zwang! gezwungen zwingt! gewalt geschlagen "
    "schlägt! geohrfeigt gewürgt gestoßen verletzt! misshandel stalk! überwach",
    "French": "peur! crainte effray menac contrôl controle! contrain violen frapp giflé! étrangl battue! battu! harcel",
    "Spanish": "miedo temor! amenaz controla coacci forzad violen golpe pegó! pegado! abofete estrangul maltrat acos",
    "Italian": "paura timore! spavent minacc controll costrett costri violen picchi schiaff strangol maltratt",
    "Portuguese": "medo! ameaç ameac controle! controla coaç forçad violên bateu! estrangul maltrat agress",
    "Dutch": "bang! angst! bedreig dreig controle! controleer gedwongen dwang! geweld geslagen sloeg! gewurgd "
    "mishandel",
    "Polish": "strach! boję! lęk! groził grozi! groźb kontrol przemoc uderz zmusz dusi!",
    "Czech": "strach! bojím! hrozil výhruž kontrol násilí! uhodil nutil škrtil",
    "Turkish": "kork tehdit kontrol zorla şiddet! dövdü! vurdu! boğ!",
    "Swedish": "rädd rädsla! hotad hotfull kontroll tvinga tvång våld! slog! slagen strypt",
}
_WHOLE = frozenset(word[:-1] for words in _WORDS.values() for word in words.split() if word.endswith("!"))
_BEGINNINGS = tuple({word for words in _WORDS.values() for word in words.split() if not word.endswith("!")})


def speaks_of_danger(*texts: str) -> bool:
    """Whether a name or label holds a word for fear, threat, control or harm; in names, words end at _ and capitals."""
    for text in texts:
        spaced = re.sub(r"(?<=[a-zß-ÿ])(?=[A-Z])", " ", text).lower()
        for word in re.findall(r"[^\W\d_]+", spaced):
            if word in _WHOLE or word.startswith(_BEGINNINGS):
                return True
    return False
