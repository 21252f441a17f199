package dev.weft.core.policy;

/**
 * Is told what policies say that decide nothing: AUDIT policies, and those that are only tried.
 * Called on the deciding thread, before the decision is returned; it has to be quick and must not
 * throw.
 */
public interface PolicyObserver {
  /** Takes no notice. */
  PolicyObserver NONE =
      new PolicyObserver() {
        @Override
        public void audited(String policy, int rule) {}

        @Override
        public void tried(Decision wouldBe) {}
      };

  /**
   * The AUDIT policy {@code policy} ({@code namespace/name}) matches with the rule at {@code rule}.
   */
  void audited(String policy, int rule);

  /**
   * What the decision would be if the policies that are only tried ({@code istio.io/dry-run}) were
   * in force beside the others. Not called when no such policy is for this workload.
   */
  void tried(Decision wouldBe);
}
