"""Runs `python -m weirsoe_party_protocol`."""

from . import main

main()
