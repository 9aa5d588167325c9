"""The five Acts on information, a file each: a new one is one more file of this shape."""

from .balochistan_2021 import BALOCHISTAN
from .federal_2017 import FEDERAL
from .kp_2013 import KP
from .punjab_2013 import PUNJAB
from .sindh_2016 import SINDH

LAWS = (FEDERAL, PUNJAB, KP, SINDH, BALOCHISTAN)
"""In the order in which a list shows them."""
