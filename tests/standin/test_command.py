"""`python -m lms.standin`, as the demo starts it."""

import subprocess
import sys
from pathlib import Path

from stripe import StripeClient

from tests.standin.shop import look, order

COMMAND = [sys.executable, "-m", "lms.standin", "--port", "0", "--state"]


def test_it_prints_its_address_when_ready_and_stops_when_told(tmp_path: Path) -> None:
    command = [*COMMAND, str(tmp_path / "state"), "--key", "sk_test_standin_demo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as standin:
        assert standin.stdout
        address = standin.stdout.readline().split()[-1]
        client = StripeClient("sk_test_standin_demo", base_addresses={"api": address})
        session = client.v1.checkout.sessions.create(order())
        assert look(str(session.url)).status_code == 200
        standin.terminate()
        assert standin.wait(10) == 0


def test_it_refuses_a_live_key(tmp_path: Path) -> None:
    command = [*COMMAND, str(tmp_path / "state"), "--key", "sk_live_1"]
    refused = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert refused.returncode == 2
    assert "A live Stripe key is configured" in refused.stderr
    assert "sk_live_1" not in refused.stderr
