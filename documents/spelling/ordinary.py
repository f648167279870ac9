"""Names that are words of any text: in lower case, and at times in capitals too."""

import re
from typing import Final

from documents.spelling.folding import fold

_FIRST_NAMES: Final = """
    abbot ally amber angel april art ash august autumn basil bay bea belle bill bliss
    blossom bob bonny booth brook brooks buck bud candy carol chance charity chase
    cherry chuck clarity clay cliff colt constance coral courtney crystal dale dawn dean
    destiny dick diamond dolly don drew duke earl earnest ebony eve faith fern flora
    frank gale gay gene ginger glen glory goldie grace grant guy hank harmony hazel
    heath heather herb holly honey hope iris ivy jack jade jasmine jay jean jet jewel
    joy june justice kit lance lane laurel levy lily liberty major marina mark marsh
    may mercy merit mike miles misty nick noble norm olive opal pat patience pearl
    peg penny pepper phil piers pip poppy prudence ray reed rich rick river rob robin
    rock rod roman rose rowan royal ruby rusty sage sally sandy scarlet sharon sky
    skip star sterling stone storm sue summer sunny tad tiffany tim tom trinity tuck
    unity van victor victory viola violet wade ward warren will willow woody
"""
_SURNAMES: Final = """
    able act akers allowed arms ashes badger bailey bailiff baker ball banks bank barber
    barker barn barrow batch battle beach bean beard beck bell berry best bird bishop
    black blank blood bloom board body bond bone boot bowl box bow bowler brand bread
    bridge bridges bright broad broom brown bull burden burn burns bush butcher butler
    call camp canal cannon canon care carpenter carr cart carter carver case cash castle
    chamber chambers chancellor chapel chaplain chapman chief child church city clark
    cleaver clerk close coach coal coast coin cole cook cooper corn cost cotton council
    counsel count country court cove cox craft crane cream creek crisp crook cross crow
    crown cruise cummings curry curtain dance day dear deed deer dial disk dock down
    draper dray driver drum dry dunn dyer east field fields finch fine fire fish fisher
    fleet flint flood flower flowers fog foot ford forest forester fox freeman friend
    frost full funds gale game garden gardener gate gates gentle giles glass glover goff
    gold good gray green greens grey gross grove gunner hague hale hall hand hands hard
    hare harper hart harvest hawk hay head heard herd high hill hills hobbs holder
    hole holiday holt home hood hook hooper horn horse house hunt hunter hurt inn iron
    judge keen keeper kettle key keys king kings kitchen knight knot lake lamb lamp land
    large last law lawless laws leaf lean leader lee legal light line little living lock
    lodge long lord loss love low lucky mace mail man manor march marks marsh marshal
    marshall mason mayor mead mean medal merchant mere middle mill miller mills minister
    moat money monk moon moor moore moose morrow moss mount mountain mouse neighbour new
    newman noon north nurse oak oakes oats office officer old orchard orders organ page
    paget pain painter palace palmer pan park parks parish parker parrot parson parsons
    partridge patent peace peacock pease peel pen penny people petty pike pilgrim pitt
    place plant plum pole pond pool poole poor pope port porter post potter potts pound
    power powers pratt press price priest prince prior public purchase quick rain raven
    reader record records reeve register request requester rest rice ridge right rivers
    road robe rose round rowe rule rush saddler sales salmon salt sands sargent savage
    school sea seal seller sergeant service shade sharp sharpe sheriff shield ship
    short shore silver singer sire skinner slater sleep small smart smith smoke snow
    song south spark sparks spear spence spice spring springer stable staff stamp steel
    stock stones stout strand street strong style summers sun swan sweet swift swindle
    table tailor tanner tasker taverner tax temple thatcher thorn thrift tiller tinker
    tower town townsend trees trout trust tucker turf turner tyler usher vale valley
    vicar vine waite wake walker wall waller walls warden waters wave weather weaver
    webb webster weeks wells west wharf wheat wheeler wheels white wild winter wise wolf
    wood woods woodward workman worth wren wright yard yates york young youngs
"""
_WORDS: Final = frozenset(re.findall(r"\w+", _FIRST_NAMES + _SURNAMES))
# A month, or a word that opens a question or an order.
_OPENING: Final = frozenset(
    {"april", "august", "june", "march", "may", "summer", "autumn", "winter"}
    | {"bill", "chase", "grant", "mark", "rob", "skip", "sue", "will"}
)


def may_open(name: str) -> bool:
    """Whether a name may stand before another word of any text by chance."""
    return name.lower() in _OPENING


def is_ordinary(name: str) -> bool:
    """Whether a name, folded, is also a word of any text."""
    return fold(name).words.lower() in _WORDS
