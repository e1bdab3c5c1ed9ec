"""Makes .venv and fills it from a hashed lock, then hands over: python3 -I prepare.py LOCK MODULE [ARGUMENTS].

Runs before anything is installed, on whatever Python the machine has: only the standard library, and nothing that an
older Python cannot read, so that it can say what is wrong in one sentence.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
# What pip, or the linker behind it, says when something is missing: the first that fits is the reason.
REASONS = (
    (
        r"no space left|disk quota",
        "Disk penuh. Kosongkan sedikitnya 1 GB, lalu jalankan perintah yang sama lagi.",
    ),
    (
        r"newconnectionerror|name resolution|network is unreachable|max retries|readtimeout|timed out|proxyerror"
        r"|connection (refused|reset|aborted)|could not fetch|getaddrinfo|nodename nor servname",
        "Internet tidak tersambung, padahal pemasangan pertama mengunduh paket. Sambungkan, lalu jalankan lagi.",
    ),
    (
        r"do not match the hashes",
        "Unduhan paket rusak atau diubah (sidik jarinya tidak cocok). Jalankan lagi; bila berulang, periksa jaringan.",
    ),
    (
        r"no matching distribution|could not find a version",
        "Ada paket yang tidak tersedia siap pakai untuk komputer ini, dan kami tidak memakai kompiler."
        " Pakai Linux glibc atau macOS dengan Python 3.11 sampai 3.14.",
    ),
    (
        r"permission denied|errno 13",
        "Folder .venv milik pengguna lain. Hapus dengan `sudo make clean`, lalu jalankan perintah yang sama lagi.",
    ),
)


def stop(sentence):
    """Ends with one clear sentence and exit code 1."""
    sys.stderr.write("\nBerhenti: " + sentence + "\n")
    sys.exit(1)


def say(sentence):
    """One line of progress."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def run(*command):
    """Runs quietly and returns (exit code, everything it wrote)."""
    environ = dict(os.environ, PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", LC_ALL="C.UTF-8")
    environ.pop("PYTHONPATH", None)
    done = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environ)
    output = done.communicate()[0].decode("utf-8", "replace")
    return done.returncode, output


def may_install():
    """The prefix that lets us call apt-get without asking for a password, or None."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and run("sudo", "-n", "true")[0] == 0:
        return ["sudo", "-n"]
    return None


def make_venv():
    """Makes an empty .venv; Debian keeps a part of `venv` in a package of its own, which we fetch where we may."""
    shutil.rmtree(VENV, ignore_errors=True)
    code, output = run(sys.executable, "-m", "venv", VENV)
    if code == 0:
        return []
    shutil.rmtree(VENV, ignore_errors=True)
    if "No space left" in output:
        stop(REASONS[0][1])
    if run(sys.executable, "-m", "pip", "--python", sys.executable, "--version")[0] == 0:
        code, output = run(sys.executable, "-m", "venv", "--without-pip", VENV)
        if code == 0:
            return [sys.executable, "-m", "pip", "--python", PYTHON]
    package = "python%d.%d-venv" % sys.version_info[:2]
    prefix = may_install()
    if prefix is not None:
        say("Memasang " + package + " ...")
        run(*(prefix + ["apt-get", "update", "-qq"]))
        run(*(prefix + ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]))
        shutil.rmtree(VENV, ignore_errors=True)
        if run(sys.executable, "-m", "venv", VENV)[0] == 0:
            return []
    stop("Python ini tidak punya modul venv. Pasang dulu, misalnya: sudo apt install " + package)


def install(lock):
    """Brings .venv to the state of `lock`; does nothing when it is there already."""
    path = os.path.join(ROOT, lock)
    with open(path, "rb") as file:
        wanted = hashlib.sha256(file.read()).hexdigest()
    stamp = os.path.join(VENV, "installed-" + lock)
    if os.path.exists(stamp) and os.path.exists(PYTHON):
        with open(stamp) as file:
            if file.read() == wanted:
                return
    say("Memasang paket Python ke .venv (sekali saja, sekitar satu menit) ...")
    pip = [PYTHON, "-m", "pip"]
    if not os.path.exists(PYTHON) or run(*(pip + ["--version"]))[0]:
        pip = make_venv() or pip
    code, output = run(
        *(pip + ["install", "--quiet", "--retries", "2", "--only-binary", ":all:", "--require-hashes", "-r", path])
    )
    if code:
        for pattern, sentence in REASONS:
            if re.search(pattern, output.lower()):
                stop(sentence)
        lines = [line for line in output.splitlines() if line.strip()] or ["pip tidak berkata apa-apa"]
        stop("Paket tidak dapat dipasang: " + lines[-1].strip())
    with open(stamp, "w") as file:
        file.write(wanted)


def main():
    """Prepares, then becomes the module named on the command line."""
    if sys.version_info < (3, 11):
        stop("Python %d.%d terlalu tua. Pasang Python 3.11 atau lebih baru." % sys.version_info[:2])
    if sys.platform == "win32":
        stop("Windows belum didukung langsung. Jalankan di dalam WSL.")
    lock, module = sys.argv[1], sys.argv[2]
    try:
        install(lock)
    except KeyboardInterrupt:
        sys.stderr.write("\nDihentikan.\n")
        sys.exit(130)
    except OSError as error:
        stop(REASONS[0][1] if error.errno == 28 else "%s: %s" % (error.filename or ROOT, error.strerror))
    os.chdir(ROOT)
    os.execv(PYTHON, [PYTHON, "-m", module] + sys.argv[3:])


if __name__ == "__main__":
    main()
