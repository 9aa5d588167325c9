"""What is recognised in English. How phrases are written: engines/vault/kinds.py."""

KIN = "father|brother|brothers|uncle|cousin|stepfather|stepmother|son|fiance"
HOME = "husband|hubby|inlaws|laws|exhusband"
HER = "me|her|wife|daughter|daughters|sister|mother|girl|girls|woman|women|lady|bride"
CHILD = "child|children|childs|kid|kids|boy|boys|girl|girls|minor|baby|student|students|son|pupil"
HURTS = (
    "beat|beats|beaten|beating|beated|slap*|kicks|kicked|punch*|burn|burns|burned|burnt|burning|"
    "tortur*|strangle*|choke*|choking|thrash*|attacks|attacked|violen*|abus*|batter*|assault*|"
    "hits|hitting|stabbed|knife|acid|bruise*"
)
POLICE = (
    "constable|constables|police|policeman|policemen|sho|thana|custody|lockup|jail|"
    "prison|cell|rangers|agencies"
)
MASTER = "landlord|landlords|zamindar|wadera|feudal|kiln|bhatta|employer|contractor"

HARM = (
    "push*|shove*|drag*|pull*|cut|cuts|force*|forcing|locked|locks|sell|selling|sold|blackmail|"
    "kick*|hit|throw*|thrown|hurt*|miscarr*|bleed*|starv*|drug|drugged|shave*|bite|bites|bitten|"
    "spit|choke*|scared|afraid|cries|crying|pregnant|escape|escaped|hide|hiding|secret|ran|run"
)

WORDS = {
    "gender-violence": (
        f"{HOME} & break*|broke|hurt*|bleed*|bled|drunk|drinks|scream*|bruises|injur*",
        f"brother|father|son|sister in law|laws & {HURTS}|hand|room|night|niece",
        "dirty|vulgar|obscene|bad messages|message|calls|texts|photos|pictures|videos",
        "he|she|they … tell|show|send … everyone|everybody|people … if|unless",
        "beats|slaps|strangles|thrashes … us|his|wife|family|them",
        f"{HOME} & {HURTS}",
        f"{HOME} & threat*|threw|throws|kill*|afraid|scared|fear|locks|locked",
        f"{KIN} & beats|slaps|slapped|tortur*|strangl*|molest*|abuses",
        f"beats|beating|beaten|slapped|kicked|punched|strangled|tortured & {HER}",
        "domestic|family violence|abuse",
        "violence … women|woman|wife|girls",
        "abusive|violent husband|marriage|relationship|man|home",
        "acid attack*",
        "acid & threw|throw|thrown|face",
        "burnt|burned|set her|alive",
        "stove … burn*|burst|exploded",
        "sexual* harass*",
        "harass* & girl|girls|woman|women|her|me|daughter*|wife|sister*|female|ladies|staff",
        "molest*",
        "grop*  & me|her|girl*|women|student*",
        "eve teas*",
        "stalk* & me|her|girl*|daughter|sister",
        "following|follows … daughter|sister|girl|wife",
        "blackmail*",
        "my|her|private|indecent|naked|nude photo*|picture*|video*|pics … threat*|"
        "share*|post*|leak*",
        "dowry & beat*|kill*|burn*|tortur*|harass*|threat*|died|thrown",
        "thrown|threw|kicked me|her … out … house|home",
        f"afraid|scared … of|from … {HOME}",
        "not safe … my|own home",
        "burn|kill|beat|throw my wife|her",
        "throw|threw|thrown … wife|her|me out",
        "hits me|her",
        "he hit|hits|slapped|beat|beats|kicked me|her",
    ),
    "rape": (
        f"did something|things|bad … to|with {HER}|my|him|{CHILD}",
        f"comes|came|enters|entered … night|room … {HER}|niece|cousin",
        "pregnant … force*|unmarried|uncle|cousin|boss|against|class|years",
        "touches|grabs|grabbed|fondl*",
        "rape|raped|raping|rapes|rapist|rapists",
        "gangrape*",
        "sexual* assault*|abus*|violen*|exploit*|attack*|intercourse",
        "sex … force*|without|child*|minor",
        "force* … sex|himself|herself",
        "forced himself",
        "touched|touches|touching … private|breast*|chest|body|inappropriate*|wrong",
        "touched|touches|touching me|her|him",
        f"touched|touches|touching … {HER}|{CHILD}",
        "sodom*",
        "incest*",
        "undress*|naked|nude & force*|video*|photo*|pictures|made",
        "outraged|outraging … modesty",
        "unnatural act*|offence|sex",
        "did bad|dirty|wrong things|thing|acts to|with me|her|him",
        "asked|asks|asking|demand*|wants … sexual|sleep|night|nights … with|him|favour*|favor*",
        "spend … night … with|him",
    ),
    "honour": (
        "caste|tribe|choice|love & shot|killed|kill|murder*|threat*",
        "honour|honor killing*|murder*|crime*|kill*|case",
        "kill*|murder* … honour|honor|ghairat",
        "karo kari",
        "karokari",
        "siyah|siah|kala|kalo kari|kali|karo",
        "declared|accused|called|blamed|branded … kari|karo|kaari",
        "married|marriage|ran|eloped … own|choice|love … kill*|threat*|danger|after|shot",
        "love marriage … kill*|threat*|danger|protection|family",
    ),
    "swara": (
        "rishta|marri* … end|settle* … enmity|feud|dispute",
        "took|take … girl|daughter|sister … revenge|exchange|compensation",
        "swara|vani|wani",
        "sang|sung chatti|chati|chattee",
        "sangchatti|sangchati",
        "watta satta",
        "gave|give|given|giving|hand* & settle*|compensation|dispute|feud|blood|enmity & jirga",
        "girl|girls|daughter*|sister*|niece* & settle*|compensation|feud|enmity|exchange",
        "gave|give|given … sister|daughter|girl|niece … end|settle*|feud|enmity|dispute",
        "jirga|panchayat|faislo & girl*|daughter*|sister*|niece*|marry|marriage|kill*|bride",
    ),
    "child-marriage": (
        "class|grade … marry|marri*|nikah|wedd*",
        "marry|marri*|nikah|wedd*|engag* … class|grade|sixty|seventy|fifty|old man",
        "child|early marriage|marriages|bride|brides|wedding",
        "underage|minor & marry|married|marriage|nikah|wedding|bride",
        "under age & marry|married|marriage|nikah|wedding",
        "forced|forcible|forcing marriage|marriages|nikah",
        "force*|against … to marry",
        "forced|forcing|force … marry|married|marriage|nikah",
        "girl|daughter|sister|niece|child|she|i … 8|9|10|11|12|13|14|15|16|"
        "17 … marry|marri*|nikah|wedd*",
        "marry|marri*|nikah|wedding … girl|daughter|sister|niece|child … 8|9|10|11|"
        "12|13|14|15|16|17",
        "twelve|thirteen|fourteen|fifteen|sixteen … marry|marri*|nikah|wedding",
        "marri* … old man|men",
        "marry … off … sister|daughter|girl|niece|child|her|me",
        f"{HER} … given|gave … family|enemy|enemies",
        "marri*|marry … against … will|wish|consent",
    ),
    "child-abuse": (
        f"{CHILD} & abus*|molest*|assault*|naked|tortur*|chained|raped|exploit*",
        f"teacher|master|qari|molvi|maulvi|mullah|madrasa|madrassa & beat|beats|beating|beaten|"
        f"tortur*|touch*|slap*|stick|caned & {CHILD}",
        f"teacher|qari|molvi|maulvi & beats|beat|beating|beaten|touch*|tortur* … {CHILD}",
        f"beats|beating|beaten|slapped … {CHILD}",
        "corporal punishment",
        "child protection",
        "child labour|labor",
        "maid|servant … child|beaten|beats|tortur*|years|burnt",
        "newborn|infant … thrown|garbage|found|buried|killed",
        "bad|dirty|wrong things|act|acts|touch … child|children|boy|girl|son|daughter",
    ),
    "trafficking": (
        "traffick*",
        "sold|sell|selling|sells|bought & girl|girls|daughter*|wife|woman|women|"
        "sister*|bride*|baby",
        "sold|selling|sell … kidney*",
        "brothel*",
        "prostitut*",
        "pimp|pimps",
        "kidnap*",
        "abduct*",
        "taken|took|lured … daughter|girl|sister|wife … force*|by|job|abroad|missing",
        "daughter|sister|wife|girl … is|are|has|went|gone missing",
        "my|our son|boy|child … is|has|went|gone missing",
        "smuggl* … people|girls|women|children|boys",
    ),
    "bonded-labour": (
        "not|never|cannot|cant … let|allow*|leave|go … until|unless|loan|debt|advance|pay|owner",
        "identity|id card|cards|cnic & owner|kiln|work|debt|loan|boss|employer|landlord",
        "bonded labour*|labor*|family|families|worker*|children",
        "debt bondage",
        "in bondage",
        "slave|slaves|slavery|enslaved",
        f"{MASTER} & chain*|captive|detain*|hostage|imprison*|beat*|kidnap*|peshgi|gun|guns|"
        "guard*|armed|whip*|tortur*",
        f"{MASTER} … threat*|locked|loan|debt|advance",
        "private jail|prison",
        "not let|allow* us|me|him|them leave|go … until|debt|loan|advance|kiln|landlord|work",
        "forced labour|labor|work … debt|loan|threat*|without|wages|beat*",
        "forced labour|labor",
        "work without … pay|wages … threat*|beat*|leave",
    ),
    "suicide": (
        "wrist|wrists|overdose|noose",
        "wish … was|were dead|gone",
        "cannot|cant … go on|take anymore",
        "die … today|tonight|now|myself",
        "suicid*",
        "kill|hang|end|harm|hurt|shoot|burn|drown|poison|finish myself",
        "kill* himself|herself|themselves",
        "hang* himself|herself",
        "end|ending|ended|take|took|taking|finish my|his|her|own life|lives",
        "my own life",
        "want|wants|wish|better|prefer … die|dead",
        "going|ready to die",
        "not|dont|no … want|wish|reason … live|living anymore|longer|life",
        "drink|drank|eat|ate|take|took|taken|swallow* poison|pills|pesticide|acid|phenyl",
        "set … myself|himself|herself … fire",
        "self immolat*|harm*",
        "no reason … live",
        "cut … my wrist*|veins",
        "tired of living|life",
    ),
    "threats": (
        "rifle*|gun|guns|gunmen|pistol*|kalashnikov*|weapon|weapons|knife",
        "or … you|we|i|he|she … die|killed|dead|shot",
        "was|were|been|got shot|stabbed|murdered|killed",
        "will|would … die|kill|shoot … us|me|him|her|family",
        "threat* & kill*|life|lives|death|murder*|shoot*|burn*|family|daughter*|children|gun|acid",
        "threat*|warn* … consequences|finish|disappear",
        "death threat*",
        "want|wants|will|going|trying|tried|plan*|come|came … kill|shoot|murder|"
        "finish me|us|him|her|my|our|them",
        "kill|killing|shoot|murder my|our family|son|brother|father|husband|children|wife|sister",
        "gun|pistol|gunmen|gunpoint|kalashnikov|armed men|persons & threat*|fire*|"
        "shot*|point*|house|us|me",
        "gunpoint",
        "shot at|dead|my|him|her|brother|son|father",
        "was|were|been murdered|killed … by … police|men|cousin*|relative*|enem*|landlord*|wadera",
        "murdered|murder … my|our|brother|son|father|daughter|sister|wife|of",
        "fear* … for … my|our|her|his life|lives",
        "afraid|scared … will … kill|attack|harm",
        "extortion",
        "save|protect my|our|her life|lives",
        "honey trap*",
    ),
    "custody": (
        f"{POLICE} & tortur*|beat|beats|beaten|beating|hung|hang*|shocks|"
        "encounter|disappear*|naked|stripped|raped|thrash*",
        f"{POLICE} … picked|took|taken|lifted … up|away|son|brother|husband|father|him",
        f"{POLICE} … illegal*|unlawful* … detain*|detention|custody|confine*|kept|arrest*",
        "custodial",
        "dead|body … out|from|in … lockup|custody|jail|thana",
        "died|death|dead|killed|murdered … in … custody|lockup|jail|police",
        "enforced|forced disappear*",
        "missing persons",
        "fake|police|staged encounter*",
        "half|full fry",
        "third degree",
        "picked up … by … police|agencies|men|plain",
        "plain clothes|cloth … took|taken|picked",
    ),
}

DOUBTFUL = {
    "custody": ("agencies|unknown|masked|plainclothes & took|taken|picked|lifted|car|vigo",),
    "child-marriage": (
        "nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
        "seventeen & wedding|marri*|marry|nikah|engaged",
    ),
    "gender-violence": (
        f"{HOME}|{KIN}|{HER}|friend|man|men & {HARM}",
        "not safe … house|home",
        "locked|locks … me|her|us … in|inside|room|house",
        f"hit|hits … {HER}",
    ),
    "threats": (
        "life|lives … in|at danger|risk|threat",
        "danger to|for my|our|her|his life|lives",
        "threaten*|threats",
        "kill|killing|kills me|us|him|her|people",
    ),
    "suicide": (
        "swallow*|took|taken|ate … pills|tablets|poison|acid",
        "want|wants … die",
        "dont|not want … live",
        "no hope|point … life|living",
        "drinking|drink|eat poison",
    ),
    "child-abuse": ("children|child|boys|girls … missing|lost",),
    "bonded-labour": (f"{MASTER} & not|never … let|allow*",),
}
