"""The extension as a `.vsix` without vsce: the layout it documents, from what is bundled. `python package.py OUT`.

A `.vsix` is a zip of `[Content_Types].xml`, `extension.vsixmanifest` and the extension's files below `extension/`.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

FOLDER = Path(__file__).parent
FILES = ("package.json", "README.md", "language-configuration.json", "dist/extension.js")
_TYPES = {"json": "application/json", "md": "text/markdown", "js": "application/javascript", "vsixmanifest": "text/xml"}
_TIME = (1980, 1, 1, 0, 0, 0)  # the same files give the same bytes


def manifest(package: dict[str, Any]) -> str:
    name, version, publisher, shown, about = (
        str(package[key]) for key in ("name", "version", "publisher", "displayName", "description")
    )
    engine = package["engines"]["vscode"]
    identity = f'Language="en-US" Id={quoteattr(name)} Version={quoteattr(version)} Publisher={quoteattr(publisher)}'
    engine_id = "Microsoft.VisualStudio.Code.Engine"
    return f"""<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity {identity}/>
    <DisplayName>{escape(shown)}</DisplayName>
    <Description xml:space="preserve">{escape(about)}</Description>
    <Categories>{escape(",".join(package["categories"]))}</Categories>
    <Properties><Property Id="{engine_id}" Value={quoteattr(engine)}/></Properties>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
  <Dependencies/>
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>
  </Assets>
</PackageManifest>
"""


def content_types() -> str:
    defaults = "".join(f'<Default Extension=".{end}" ContentType="{kind}"/>' for end, kind in sorted(_TYPES.items()))
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<Types xmlns="{namespace}">{defaults}</Types>\n'


def write(out: Path) -> None:
    """Raises `FileNotFoundError` where the client has not been bundled yet."""
    package = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    names = [*FILES, *(str(path.relative_to(FOLDER)) for path in sorted((FOLDER / "syntaxes").glob("*.json")))]
    held = {f"extension/{name}": (FOLDER / name).read_bytes() for name in names}
    held = {
        "[Content_Types].xml": content_types().encode(),
        "extension.vsixmanifest": manifest(package).encode(),
        **held,
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in held.items():
            file.writestr(zipfile.ZipInfo(name, _TIME), data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
