import subprocess
import sys


def test_the_room_opens_without_what_only_a_verdict_needs() -> None:
    asked = "import sys, tomoni.engine.evidence; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    loaded = set(done.stdout.split())
    assert "tomoni.engine.evidence" in loaded
    assert loaded.isdisjoint({"statsmodels", "scipy.stats", "pandas"})
