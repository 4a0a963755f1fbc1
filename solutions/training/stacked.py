"""Training hundreds of seeds of one network at once: JAX's vmap over their weights.

Each seed has the first weights, the order of the samples and the random numbers of its layers for
itself, as if it were trained alone; only the device's work is shared.
"""

from __future__ import annotations

from functools import partial

import numpy as np

#: Bytes that the values between the layers may take for all seeds of a stack, forwards and back.
STACK_BYTES = 8 * 2**30
#: As many samples are evaluated at once.
BATCH = 1000


def train_stacked(build, protocol, samples, seeds):
    """Train a network from every seed; yield each one's outputs for the test data."""
    seeds = list(seeds)
    network = None
    while seeds:
        if network is None:
            network = _Network(build, protocol, samples)
        now, seeds = seeds[: network.at_once], seeds[network.at_once :]
        yield from network.train(now)


class _Network:
    """One network whose weights come in stacks."""

    def __init__(self, build, protocol, samples):
        import jax

        self._build, self._protocol, self._samples = build, protocol, samples
        self._model = self._prepared(0)
        batch = slice(0, protocol["batch_size"])
        self._loss_of(samples.x[batch], samples.y[batch])  # makes what a trace must not make
        numbers = sum(
            int(np.prod(tensor.shape[1:]))
            for layer in self._model.layers
            for tensor in _listed(layer.output)
        )
        self.at_once = max(1, STACK_BYTES // (4 * 4 * protocol["batch_size"] * numbers))
        in_stack = partial(jax.vmap, in_axes=(0, None, None, 0))
        self._epoch = jax.jit(in_stack(self._train_epoch), donate_argnums=0)
        self._outputs = jax.jit(jax.vmap(self._evaluate, in_axes=(0, None)))

    def train(self, seeds):
        """Train from these seeds at once; give the outputs, seed by seed."""
        protocol, samples = self._protocol, self._samples
        state = self._first_state(seeds)
        late = []
        for epoch in range(protocol["epochs"]):
            order = np.stack(
                [np.random.default_rng([seed, epoch]).permutation(len(samples.x)) for seed in seeds]
            )
            state = self._epoch(state, samples.x, samples.y, order)
            if epoch >= protocol["epochs"] - protocol["late"]:
                late.append(self._all_outputs(state))
        return np.mean(late, axis=0)

    def _prepared(self, seed):
        import keras

        keras.utils.set_random_seed(seed)
        model = self._build()
        model.optimizer.build(model.trainable_variables)
        return model

    def _first_state(self, seeds):
        """The variables that each seed draws: trainable, others, the optimiser's."""
        drawn = []
        for seed in seeds:
            model = self._prepared(seed)
            parts = model.trainable_variables, model.non_trainable_variables
            drawn.append(
                [[np.asarray(v) for v in part] for part in (*parts, model.optimizer.variables)]
            )
        return [
            [np.stack(values) for values in zip(*part, strict=True)]
            for part in zip(*drawn, strict=True)
        ]

    def _loss_of(self, x, y):
        outputs = self._model(x, training=True)
        return self._model.compute_loss(x, y, outputs, training=True)

    def _train_epoch(self, state, x, y, order):
        """One epoch of one network: whole batches in a loop, what is left in a batch of its own."""
        import jax

        size = self._protocol["batch_size"]
        whole = len(order) // size

        def step(state, batch):
            return self._step(state, x[batch], y[batch]), None

        state, _ = jax.lax.scan(step, state, order[: whole * size].reshape(whole, size))
        if whole * size < len(order):
            state, _ = step(state, order[whole * size :])
        return state

    def _step(self, state, x, y):
        import jax
        import keras

        model = self._model
        trainable, other, optimizer = state

        def loss_of(trainable, other):
            pairs = [
                *zip(model.trainable_variables, trainable, strict=True),
                *zip(model.non_trainable_variables, other, strict=True),
            ]
            with keras.StatelessScope(state_mapping=pairs) as scope:
                loss = self._loss_of(x, y)
            return loss, [
                _current(scope, variable, value)
                for variable, value in zip(model.non_trainable_variables, other, strict=True)
            ]

        gradient = jax.grad(loss_of, has_aux=True)
        gradients, other = gradient(trainable, other)
        trainable, optimizer = model.optimizer.stateless_apply(optimizer, gradients, trainable)
        return [trainable, other, optimizer]

    def _all_outputs(self, state):
        x = self._samples.test_x
        parts = [
            np.asarray(self._outputs(state, x[first : first + BATCH]))
            for first in range(0, len(x), BATCH)
        ]
        return np.concatenate(parts, axis=1)

    def _evaluate(self, state, x):
        trainable, other, _ = state
        outputs, _ = self._model.stateless_call(trainable, other, x, training=False)
        return outputs


def _current(scope, variable, value):
    """A variable's value at the end of a call; the one it had where nothing has changed it."""
    current = scope.get_current_value(variable)
    return value if current is None else current


def _listed(value):
    return value if isinstance(value, list) else [value]
