"""Writes build/sbom.cdx.json, what runs with Tactful: `python -m tests.trust.sbom`, `make sbom`.

CycloneDX's own tool describes the environment; what is there for developers only is left out.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection
from typing import Any

from packaging.utils import canonicalize_name

from tests.trust.measure import ROOT, TOOLS
from tests.trust.packages import running

FILE = ROOT / "build" / "sbom.cdx.json"


def restricted(document: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    """The document with these packages alone, and the main component; no path of a machine."""
    found = document["components"]
    kept = [_public(one) for one in found if canonicalize_name(one["name"]) in names]
    refs = {one["bom-ref"] for one in kept} | {document["metadata"]["component"]["bom-ref"]}
    links = [
        one | {"dependsOn": sorted(refs & set(one.get("dependsOn", ())))}
        for one in document.get("dependencies", ())
        if one["ref"] in refs
    ]
    return document | {"components": kept, "dependencies": links}


def _public(component: dict[str, Any]) -> dict[str, Any]:
    """A component without references to files that it was installed from."""
    known = component.get("externalReferences", ())
    references = [one for one in known if not one["url"].startswith("file:")]
    return component | {"externalReferences": references}


def main() -> int:
    """Write the file, and say so."""
    tool = TOOLS / "cyclonedx-py"
    if not tool.exists():
        print("cyclonedx-py is not installed: `make sbom` installs it", file=sys.stderr)
        return 2
    options = ["--pyproject", ROOT / "pyproject.toml", "--output-reproducible"]
    done = subprocess.run(
        [tool, "environment", *options, sys.executable], capture_output=True, text=True, check=True
    )
    names = {one.name for one in running()}
    document = restricted(json.loads(done.stdout), names)
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"wrote {FILE.relative_to(ROOT)}: {len(document['components'])} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
