"""Checks Kubernetes objects on stdin against the schemas of the oldest and the newest version that
kubernetes-validate knows, unknown fields refused, and prints them as a JSON list."""
import json
import sys

import kubernetes_validate
from kubernetes_validate.utils import all_versions
import yaml

objects = list(yaml.safe_load_all(sys.stdin))
faults = []
for number, item in enumerate(objects):
    for version in (all_versions()[0], all_versions()[-1]):
        try:
            kubernetes_validate.validate(item, version, strict=True)
        except Exception as error:
            message = getattr(error, "message", str(error))
            faults.append(f"object {number} ({item.get('kind')}) under {version}: {message}")
if faults:
    sys.exit("\n".join(faults))
json.dump(objects, sys.stdout)
