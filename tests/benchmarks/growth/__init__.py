"""What Tactful costs as a library grows: `python -m tests.benchmarks.growth`."""
