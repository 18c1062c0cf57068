"""Quality and speed of the reader, each figure with a floor: ``python -m benchmarks NAME --json``."""
