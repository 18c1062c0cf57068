"""A hash over what a ledger holds, whatever way it came to hold it."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

from dragoman.ledger.questions import Known
from dragoman.ledger.rows import CLAIM_ROW, Rows
from dragoman.ledger.store import Store
from dragoman.serialise import claim_to_dict, report_to_dict


def hash_contents(store: Store, rows: Rows) -> str:
    """SHA-256 over the open reports in the order of their ids, each with its open claims as they stand in it.

    Left out is how it came to be so: record times, versions, and what is no longer held.
    """
    whole = sha256()
    is_open, _ = Known().is_open("reports.key")
    held, _ = Known().is_held("claims.key")
    keys = [key for (key,) in store.query(f"SELECT key FROM reports WHERE {is_open} ORDER BY id")]
    for key in keys:
        report = replace(rows.get_reports({key})[key], version=1)
        sql = f"SELECT {CLAIM_ROW} FROM claims WHERE claims.report = ? AND {held} ORDER BY ordinal"
        claims = [claim_to_dict(found.claim) for found in rows.iter_held(store.query(sql, (key,)))]
        form = {"report": report_to_dict(report), "claims": claims}
        whole.update(json.dumps(form, ensure_ascii=False, sort_keys=True).encode())
    return whole.hexdigest()
