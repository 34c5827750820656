"""Gradient-boosted trees of scikit-learn as an ONNX graph that gives log odds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.ensemble import HistGradientBoostingClassifier as Boosted


def graph_of(models: Sequence[Boosted], width: int) -> onnx.ModelProto:
    """The trees as one ensemble that gives the log odds of each model."""
    trees = [(role, one.nodes) for role, m in enumerate(models) for (one,) in m._predictors]
    base = [float(np.ravel(m._baseline_prediction)[0]) for m in models]
    ensemble = helper.make_node(
        "TreeEnsemble", ["signs"], ["sums"], domain="ai.onnx.ml", n_targets=len(models),
        aggregate_function=1, post_transform=0, **_attributes(trees),
    )  # fmt: skip
    graph = helper.make_graph(
        [ensemble, helper.make_node("Add", ["sums", "base"], ["odds"])], "trees",
        [helper.make_tensor_value_info("signs", TensorProto.FLOAT, [None, width])],
        [helper.make_tensor_value_info("odds", TensorProto.FLOAT, [None, len(models)])],
        [helper.make_tensor("base", TensorProto.FLOAT, [len(models)], base)],
    )  # fmt: skip
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", 5)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def _attributes(trees: Sequence[tuple[int, Any]]) -> dict[str, Any]:
    """The nodes of all trees one behind the other, their leaves apart, as the operator wants."""
    nodes: dict[str, list[Any]] = {"roots": []}
    leaves: list[tuple[int, float]] = []
    for role, rows in trees:
        nodes["roots"].append(len(nodes.get("split", [])))
        _add_tree(nodes, leaves, role, rows)
    modes = np.zeros(len(nodes["split"]), dtype=np.uint8)  # 0: at most
    return {
        "tree_roots": nodes["roots"], "nodes_featureids": nodes["feature"],
        "nodes_splits": numpy_helper.from_array(np.array(nodes["split"], dtype=np.float32)),
        "nodes_modes": numpy_helper.from_array(modes),
        "nodes_truenodeids": nodes["left"], "nodes_trueleafs": nodes["left leaf"],
        "nodes_falsenodeids": nodes["right"], "nodes_falseleafs": nodes["right leaf"],
        "leaf_targetids": [role for role, _ in leaves],
        "leaf_weights": numpy_helper.from_array(np.array([w for _, w in leaves], dtype=np.float32)),
    }  # fmt: skip


def _add_tree(
    nodes: dict[str, list[Any]], leaves: list[tuple[int, float]], role: int, rows: Any
) -> None:
    start, place = len(nodes.get("split", [])), {}
    for at, row in enumerate(rows):
        if row["is_leaf"]:
            place[at] = len(leaves)
            leaves.append((role, float(row["value"])))
        else:
            place[at] = start
            start += 1
    for row in (row for row in rows if not row["is_leaf"]):
        nodes.setdefault("feature", []).append(int(row["feature_idx"]))
        nodes.setdefault("split", []).append(_below(float(row["num_threshold"])))
        for side in ("left", "right"):
            nodes.setdefault(side, []).append(place[int(row[side])])
            leaf = int(rows[int(row[side])]["is_leaf"])
            nodes.setdefault(f"{side} leaf", []).append(leaf)


def _below(limit: float) -> float:
    """The greatest number of 32 bits that is no greater: the signs have no more."""
    near = np.float32(limit)
    return float(near if float(near) <= limit else np.nextafter(near, np.float32(-np.inf)))
