"""The ledger as a local web app; see docs/web.md. Starlette and Jinja are loaded when it is made."""
