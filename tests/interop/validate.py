# SPDX-License-Identifier: GPL-3.0-or-later
# validate.py SCHEMA FILE: exit status 0 valid, 1 not (with the first mistakes), 77 if it cannot be checked here. Uses no network.
import glob
import json
import os
import sys
import warnings

warnings.simplefilter("ignore")
try:
    import jsonschema
except ImportError:
    sys.exit(77)

schema_path, path = sys.argv[1:]
folder = os.path.dirname(schema_path)
store = {}
for name in glob.glob(os.path.join(folder, "*.json")):
    with open(name, encoding="utf-8") as file:
        schema = json.load(file)
    if "$id" in schema:
        store[schema["$id"]] = schema
with open(schema_path, encoding="utf-8") as file:
    schema = json.load(file)
with open(path, encoding="utf-8") as file:
    document = json.load(file)
resolver = jsonschema.RefResolver(schema.get("$id", ""), schema, store=store)
validator = jsonschema.validators.validator_for(schema)(schema, resolver=resolver)
mistakes = list(validator.iter_errors(document))
for mistake in mistakes[:5]:
    print("/".join(str(part) for part in mistake.absolute_path), mistake.message[:300])
sys.exit(1 if mistakes else 0)
