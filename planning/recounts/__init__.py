"""The kept sums of planning, each counted again from its rows."""

from planning.recounts import allocations, heat_map, needs, plan_list, priorities, summaries, versions

__all__ = ["allocations", "heat_map", "needs", "plan_list", "priorities", "summaries", "versions"]
