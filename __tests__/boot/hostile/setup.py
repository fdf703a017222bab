"""A requirement that runs when it is built, leaves a process behind, and installs a .pth file that runs in every Python."""
import subprocess
import sys

from setuptools import setup
from setuptools.command.build_py import build_py

sys.path.insert(0, ".")
import trap

trap.spring("setup.py")
subprocess.Popen(["sleep", "3600"], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class BuildWithPath(build_py):
    def run(self):
        super().run()
        self.copy_file("hostile.pth", self.build_lib)


setup(name="hostile", version="1.0", py_modules=["trap"], cmdclass={"build_py": BuildWithPath})
