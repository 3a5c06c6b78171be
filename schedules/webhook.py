"""The generic webhook: one JSON POST a message, with an idempotency key and a signature where a secret is set."""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from schedules.channels import Doubt, plain, unknown
from schedules.post import Endpoint, judge, post

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from schedules.channels import Letter
    from schedules.secret import Secret


@dataclass(frozen=True, slots=True)
class Hook:
    """An endpoint of the settings file."""

    url: Secret
    headers: Mapping[str, Secret] = field(default_factory=dict)
    secret: Secret | None = None
    timeout: float = 20.0
    ca: str | None = None


class Webhook:
    """Endpoints by their names. They know a message that comes again by its key, unless the settings say hold."""

    name = "webhook"

    def __init__(self, hooks: Mapping[str, Hook], doubt: Doubt = Doubt.RESEND) -> None:
        self.hooks = hooks
        self.doubt = doubt

    def compose(self, letter: Letter) -> bytes:
        said = {
            "key": letter.key,
            "to": letter.to,
            "name": letter.name,
            "subject": letter.subject,
            "text": letter.text,
            "day": letter.day.isoformat(),
        }
        body = json.dumps(said, ensure_ascii=False)
        # The body is kept as text, so that what is signed and sent is the same each time.
        return json.dumps({"hook": letter.to, "key": _header(letter.key), "body": body}, ensure_ascii=False).encode()

    def send(self, payload: bytes, mark: Callable[[], None]) -> None:
        stored = json.loads(payload)
        hook = self.hooks.get(stored["hook"])
        if hook is None:
            raise unknown(f"{self.name}.{stored['hook']}")
        body = stored["body"].encode()
        headers = {name: value.reveal() for name, value in hook.headers.items()}
        headers |= {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": stored["key"]}
        if hook.secret is not None:
            headers["X-Duban-Signature"] = "sha256=" + hmac.digest(hook.secret.reveal().encode(), body, sha256).hex()
        secrets = (hook.url, hook.secret, *hook.headers.values())
        endpoint = Endpoint(hook.url.reveal(), hook.timeout, hook.ca, secrets)
        judge(post(endpoint, "", body, headers, mark))

    def arrived(self, key: str, waited: float | None = None) -> bool | None:
        """None: there is no archive."""
        del key, waited
        return None


def _header(key: str) -> str:
    """The key where a header can hold it."""
    return key if key.isascii() and key.isprintable() and key.strip() == key else plain(key)
