"""What judging mutants gives: each mutant by what became of it, as text for the terminal."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mutant:
    """A model answer with one small change."""

    exercise: str
    line: int  # where the change stands in the file of the model answers
    description: str  # such as "line 12: a - b becomes a + b"
    source: str  # the whole definition of the function, changed


@dataclass
class ExerciseMutants:
    """The mutants of one exercise, sorted by what became of them."""

    exercise: str
    caught: list[Mutant] = field(default_factory=list)
    missed: list[Mutant] = field(default_factory=list)
    equivalent: list[Mutant] = field(default_factory=list)
    free: list[Mutant] = field(default_factory=list)
    skipped: list[Mutant] = field(default_factory=list)  # not judged
    why_skipped: str = ""  # continues "12 skipped", such as "without Keras"
    evidence: list[str] = field(default_factory=list)  # for each missed mutant, where it differs

    def format(self, *, verbose: bool = False) -> str:
        """The counts and the missed mutants; equivalent and free ones too if `verbose`."""
        counts = f"{len(self.caught)} caught, {len(self.missed)} missed"
        counts += f", {len(self.equivalent)} equivalent"
        counts += f", {len(self.free)} free" if self.free else ""
        counts += f", {len(self.skipped)} skipped {self.why_skipped}" if self.skipped else ""
        lines = [f"  {self.exercise}: {counts}"]
        for mutant, evidence in zip(self.missed, self.evidence, strict=True):
            lines += [f"    MISSED {mutant.description}", f"      {evidence}"]
        if verbose:
            lines += [f"    equivalent: {mutant.description}" for mutant in self.equivalent]
            lines += [f"    free: {mutant.description}" for mutant in self.free]
        return "\n".join(lines)


@dataclass
class MutationResult:
    """The judged mutants of one assignment's model answers."""

    assignment: str
    exercises: list[ExerciseMutants]
    seconds: float = 0.0

    @property
    def missed(self) -> list[Mutant]:
        """The missed mutants of all exercises."""
        return [mutant for exercise in self.exercises for mutant in exercise.missed]

    @property
    def summary(self) -> str:
        """The counts of all exercises together, in one line."""
        always = ("caught", "missed", "equivalent")
        counts = {
            kind: sum(len(getattr(exercise, kind)) for exercise in self.exercises)
            for kind in (*always, "free", "skipped")
        }
        shown = [f"{count} {kind}" for kind, count in counts.items() if count or kind in always]
        return f"{self.assignment}: {', '.join(shown)} mutants ({self.seconds:.0f} s)"
