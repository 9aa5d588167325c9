"""What is not meant: phrases that are passed over, and things that take the weight off a doubt."""

from kachehri.engines.vault.kinds import Ordinary

ORDINARY = Ordinary(
    phrases=(
        "beat*|beating … drum|drums|dhol|heat|deadline",
        "drum|drums … beat*",
        "killed|kill|kills|killing the|our|my|whole power|line|engine|motor|crop|"
        "crops|tree|trees|fish|signal|connection|supply|business|trade|time|grass|"
        "weeds|mosquito*|dogs|rats",
        "mosquito*|dog|dogs|heat|smell|noise|smoke|dust|hunger|thirst|tax|bills|load … kill*",
        "killed … road|traffic|accident|truck|bus|car|tractor",
        "hit … by … car|truck|bus|tractor|motorcycle|rickshaw",
        "rape seed*|oil",
        "abuse of power|authority|office|funds",
        "bonded warehouse|store",
        "slave of|clock|cylinder",
        "honour|honor board|roll|list|cheque|guard",
        "suicide squad",
        "darakht*|darakhton … qatl|qatal",
        "درختوں|وقت|انصاف کا|کے قتل",
        "road|sarak|rasta qatil",
        "قاتل سڑک|روڈ|رستہ",
        "نام|نمبر … قتل گاہ",
        "loot mar",
        "لوٹ مار",
        "مار کیٹ",
        "peeta|pita|peete|pite … pani|doodh",
        "goli|golian|golyan … bukhar|dawai|dard",
        "kalo|kala|karo pani|bazar|pathar|dhuan|dhuhan",
        "ڪارو پاڻي|دونهون",
        "کالا پانی|دھواں",
        "child labour|labor|marriage|protection department|office|unit|officer",
    ),
    things=(
        "pension|bisp|benazir|domicile|certificate|cnic|card|nadra|voucher|raqam|light|پنشن|بینظیر|کارڈ|رقم|پينشن|ڪارڊ",
        "wire*|cable|cables|pole|poles|manhole*|gutter*|drain*|sewer*|sewage|"
        "electricity|transformer*|"
        "shock|building*|wall|walls|roof|bridge|road|roads|dog|dogs|snake*|mosquito*|garbage|water|"
        "flood|floods|bus|buses|traffic|truck|trucks|bill|bills|meter|gas|hospital|medicine*|dirty|"
        "smoke|school|disconnect*|cut|fine|contaminated|arsenic",
        "tar|taar|taren|khamba|khambe|khamba|gatar|nala|nali|nalian|bijli|bijlee|"
        "current|karant|kunda|"
        "deewar|divar|chat|chhat|pul|sarak|road|rasta|raste|kutta|kutte|kuttay|"
        "machar|kachra|kachre|"
        "pani|paani|bill|meter|gas|wapda|hesco|sepco|hospital|aspatal|dawai|gandagi|gandgi|sailab|"
        "transformer|tower|nikas|patwari|bhains|school",
        "تار|تاریں|کھمبا|کھمبے|گٹر|مین|نالہ|نالی|نالیاں|بجلی|کرنٹ|دیوار|چھت|پل|سڑک|"
        "روڈ|راستہ|کتا|کتے|"
        "کتوں|مچھر|کچرا|پانی|بل|میٹر|گیس|واپڈا|سیپکو|ہسپتال|دوائی|گندگی|سیلاب|"
        "ٹرانسفارمر|عمارت|اسکول|پٹواری",
        "تارون|تار|ٿنڀو|ٿنڀا|گٽر|نالو|نالي|بجلي|ڪرنٽ|ديوار|ڀت|ڇت|پل|روڊ|رستو|رستي|"
        "ڪتا|ڪتن|مڇر|گند|ڪچرو|"
        "پاڻي|بل|ميٽر|گئس|سيپڪو|اسپتال|دوائون|ٻوڏ|ٽرانسفارمر|عمارت|اسڪول|تپيدار",
        "paani|pannee|thanbho|bati|batti|rasto|rodd|kutan|machhar|gand|tapedar|spital|ispatal",
    ),
)
