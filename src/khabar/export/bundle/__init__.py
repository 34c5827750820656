"""A corpus in one zip that can be cited, checked and rebuilt."""

from khabar.export.bundle.files import Beside, Counted, data_files
from khabar.export.bundle.people import people_files
from khabar.export.bundle.reading import BundleFiles
from khabar.export.bundle.zipped import zipped

__all__ = ["Beside", "BundleFiles", "Counted", "data_files", "people_files", "zipped"]
