"""Why this roster and not another: answers in two sentences, complete on demand, each recounted without the solver."""
