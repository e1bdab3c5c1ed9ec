"""Tasks that misbehave, for test_sandbox.py; they run in the child."""

import os
import resource
import sys
import time

from review.sandbox import BadFile, task


@task
def echo(data, **options):
    return {"options": options, "environment": sorted(os.environ), "modules": sorted(sys.modules)}, [data]


@task
def refuse(data):
    raise BadFile("no", "Tidak bisa.")


@task
def hang(data):
    time.sleep(60)


@task
def spin(data):
    while True:
        pass


@task
def eat(data):
    return {"size": len(bytearray(2_000_000_000))}, []


@task
def abort(data):
    os.abort()


@task
def fail(data):
    raise ZeroDivisionError("rahasia")


@task
def flood(data):
    return {}, [b"x" * 5_000_000]


@task
def chat(data):
    print("a library that talks")
    return {"memory": resource.getrlimit(resource.RLIMIT_AS)[0]}, []


@task
def lie(data):
    os.write(1, b"nothing reaches the answer this way")
    return {"fine": True}, []


def unmarked(data):
    return {}, []
