"""Start Spark's Thrift server, and a standalone master with a worker, on loopback."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engines import free_port

LOOPBACK = "127.0.0.1"
PATIENCE_SECONDS = 180
# Small tables: better compiled fast than compiled well. The room for what is compiled is
# small then by default, and a build fills it. The metastore need not survive the machine.
JAVA = ("-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -XX:+UseSerialGC "
        "-Dderby.system.durability=test")  # fmt: skip
# Queries that run once on small tables take longer to compile and to plan anew than to run.
PLAIN = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
}
PLAIN_JAVA = " ".join([JAVA, *(f"-D{name}={value}" for name, value in PLAIN.items())])
SETTINGS = {
    **PLAIN,
    "spark.driver.bindAddress": LOOPBACK,
    "spark.driver.host": LOOPBACK,
    "spark.driver.memory": "1g",
    "spark.executor.memory": "512m",
    "spark.executor.extraJavaOptions": JAVA,
    "spark.cores.max": "2",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.ui.enabled": "false",
    "spark.log.level": "ERROR",
}


def spark_program(name: str) -> str:
    """Return a program of the installed pyspark."""
    import pyspark

    return str(Path(pyspark.__file__).parent / "bin" / name)


@contextmanager
def running(command: list[str], folder: Path, port: int) -> Iterator[Path]:
    """Run a server until it listens; stop it afterwards; yield its log.

    Raises:
        AssertionError: it ended, or does not listen in time.

    """
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / f"{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "SPARK_LOCAL_IP": LOOPBACK},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while not listens(port):
            assert process.poll() is None, log.read_text()[-3000:]
            assert time.monotonic() < until, log.read_text()[-3000:]
            time.sleep(0.2)
        yield log
    finally:
        process.terminate()
        process.wait(60)


def listens(port: int) -> bool:
    """Whether a server listens on a port of loopback."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


@contextmanager
def thrift_server(folder: Path, master: str) -> Iterator[dict[str, str]]:
    """Run a Thrift server with a warehouse of its own; yield what leads to it."""
    port = free_port()
    settings = {
        **SETTINGS,
        "spark.master": master,
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.extraJavaOptions": f"{JAVA} -Dderby.system.home={folder}",
    }
    metastore = f"jdbc:derby:;databaseName={folder}/metastore;create=true"
    command = [
        spark_program("spark-submit"),
        *("--class", "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"),
        *(f"--conf={name}={value}" for name, value in settings.items()),
        "spark-internal",
        *("--hiveconf", f"hive.server2.thrift.port={port}"),
        *("--hiveconf", f"hive.server2.thrift.bind.host={LOOPBACK}"),
        *("--hiveconf", f"javax.jdo.option.ConnectionURL={metastore}"),
    ]  # fmt: skip
    with running(command, folder, port):
        yield {"SPARK_HOST": LOOPBACK, "SPARK_PORT": str(port)}


@contextmanager
def standalone_cluster(folder: Path) -> Iterator[str]:
    """Run a master and a worker, for two programs; yield the address of the master."""
    port, worker_port = free_port(), free_port()
    address = f"spark://{LOOPBACK}:{port}"
    program = spark_program("spark-class")
    package = "org.apache.spark.deploy"
    master = [program, f"{package}.master.Master", "--host", LOOPBACK,
              "--port", str(port), "--webui-port", str(free_port())]  # fmt: skip
    worker = [program, f"{package}.worker.Worker", "--host", LOOPBACK,
              "--port", str(worker_port), "--webui-port", str(free_port()),
              "--cores", "4", "--memory", "2g", address]  # fmt: skip
    with running(master, folder, port), running(worker, folder, worker_port):
        yield address
