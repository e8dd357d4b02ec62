"""How the model runs: steps, noise, events, recording and checkpoints."""
