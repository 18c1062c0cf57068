"""Agreements as data, and who must do what, if: answers with proofs.

Instruments come from ``resources/treaties`` (`instruments`) and from what reports say of them; `engine`
answers over both. What the answers mean, and what they do not, is in ``docs/obligations.md``.
"""
