package songlam.core.rule.trial;

import java.util.ArrayList;
import java.util.List;

/** Hears how far the cases of a version have come, on the thread that runs them. */
public interface CaseProgress {
  /** So many are to be run; not told where that is known only in the end. */
  void total(int cases);

  /** What came of the next one. */
  void ran(CaseRun.Result result);

  /** Whether the others are to be left out; asked before each. */
  boolean isCancelled();

  /** All of them, in their order. */
  final class Collected implements CaseProgress {
    private final List<CaseRun.Result> results = new ArrayList<>();

    @Override
    public void total(int cases) {}

    @Override
    public void ran(CaseRun.Result result) {
      results.add(result);
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    /** Those that have run. */
    public List<CaseRun.Result> results() {
      return List.copyOf(results);
    }
  }
}
