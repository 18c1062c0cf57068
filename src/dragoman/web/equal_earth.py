"""The Equal Earth projection (Šavrič, Patterson and Jenny 2019): areas are true to each other.

Points of the picture are 1000 wide and 487 high, the meridian of Greenwich in the middle.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

WIDTH, HEIGHT = 1000.0, 487.0
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2
_SCALE = WIDTH / (2 * 2.70663)  # the equator's half length in units of the projection


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point in degrees lies in the picture, from the upper left.

    >>> [round(value) for value in project(0, 0)]
    [500, 244]
    """
    theta = asin(_M * sin(radians(max(-90.0, min(90.0, latitude)))))
    square = theta * theta
    sixth = square**3
    slope = 9 * _A4 * square * sixth + 7 * _A3 * sixth + 3 * _A2 * square + _A1
    x = radians(longitude) * cos(theta) / (_M * slope)
    y = theta * (_A4 * square * sixth + _A3 * sixth + _A2 * square + _A1)
    return WIDTH / 2 + x * _SCALE, HEIGHT / 2 - y * _SCALE
