"""How far it is, as the crow flies."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088


def km_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points (longitude, latitude in degrees) on a round earth."""
    east, north = radians(other[0] - one[0]), radians(other[1] - one[1])
    part = sin(north / 2) ** 2
    part += cos(radians(one[1])) * cos(radians(other[1])) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(part)))
