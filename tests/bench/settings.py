"""The settings of the bench on the day of the tests, with the tests' quick passwords."""

from bench.settings import *  # noqa: F403
from tests import clock

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "personnel.passwords.FirstPasswordHasher",
]

clock.begin_as_a_child()
