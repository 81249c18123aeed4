"""Read all inputs: the seeds, strictly, and what landed, from whatever people have."""

from pipeline.landing.files import Inputs, listed, relative
from pipeline.landing.problem import Problem
from pipeline.landing.read import read_landing
from pipeline.landing.schemas import read_schemas
from pipeline.landing.seeds import add_table
from pipeline.paths import Paths


def read_inputs(paths: Paths) -> Inputs:
    """Read every seed and landing file; what cannot be read becomes a problem."""
    schemas = read_schemas(paths.root)
    inputs = Inputs({}, schemas, [], [])
    seeds = listed(inputs, paths, paths.root / "seeds")
    found = {path.stem: path for path in seeds if path.suffix == ".csv"}
    for name, schema in schemas.items():
        if name not in found:
            inputs.problems.append(
                Problem(f"seeds/{name}.csv", None, None, None, "the file is missing")
            )
            continue
        add_table(inputs, paths, found[name], schema)
    for name, path in found.items():
        if name not in schemas:
            inputs.problems.append(
                Problem(
                    relative(paths, path), None, None, None,
                    "the seed is not described in a YAML file",
                )
            )  # fmt: skip
    read_landing(inputs, paths)
    return inputs
