"""How long properties are tried: briefly by default, for minutes with --hypothesis-profile=fuzz (`make fuzz`)."""

from hypothesis import HealthCheck, settings

settings.register_profile("brief", deadline=None)  # a machine may be busy with something else
settings.load_profile("brief")
settings.register_profile(
    "fuzz",
    max_examples=5_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
