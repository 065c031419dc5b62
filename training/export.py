"""The student's weights as one int8 ONNX file: ids, mask, segments → the four outputs.

    python -m training.export STUDENT.npz MINILM OUT.onnx

MINILM holds config.json. The outputs are `start`, `end` (a logit a token), `answerable` (a logit)
and `verdict` (three logits: supported, neutral, contradicted).
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import BertModel

from training.network import ReaderNetwork, configuration
from training.pack import unpacked

INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
OUTPUTS = ["start", "end", "answerable", "verdict"]


class Exported(nn.Module):
    """The network with its outputs apart, under the names of the ONNX file's inputs."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, input_ids, attention_mask, token_type_ids):
        """The four outputs in their order."""
        span, answerable, verdict = self.network(input_ids, attention_mask, token_type_ids)
        return span[..., 0], span[..., 1], answerable, verdict


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("student", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    config = configuration(options.minilm)
    config._attn_implementation = "eager"
    network = ReaderNetwork(BertModel(config, add_pooling_layer=False), config.hidden_size)
    state = unpacked(np.load(options.student))
    tensors = {name: torch.from_numpy(value) for name, value in state.items()}
    print(network.load_state_dict(tensors, strict=False))
    ids = torch.randint(1000, 20000, (2, 40))
    axes = {name: {0: "batch", 1: "length"} for name in INPUTS + OUTPUTS[:2]}
    axes |= {name: {0: "batch"} for name in OUTPUTS[2:]}
    full = options.out.with_suffix(".fp32.onnx")
    torch.onnx.export(
        Exported(network).eval(),
        (ids, torch.ones_like(ids), torch.zeros_like(ids)),
        str(full),
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        str(full),
        str(options.out),
        weight_type=QuantType.QInt8,
        per_channel=True,
        extra_options={"MatMulConstBOnly": True},
    )
    print(full.stat().st_size, options.out.stat().st_size)


if __name__ == "__main__":
    main()
