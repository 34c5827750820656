"""A store as Parquet datasets: tables for analysts, and all that a store is rebuilt from."""

from khabar.export.parquet.folder import ParquetFolder
from khabar.export.parquet.writing import Beside, parquet_files

__all__ = ["Beside", "ParquetFolder", "parquet_files"]
