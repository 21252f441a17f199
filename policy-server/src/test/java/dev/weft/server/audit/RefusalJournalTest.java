package dev.weft.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalJournalTest {
  private final RefusalJournal journal = new RefusalJournal();
  private final List<AuditRecord> stored = new ArrayList<>();

  private static AuditRecord refusal(String actor) {
    return AuditRecord.event(actor, RefusalJournal.AUTHORIZATION, "GET /x", "no role");
  }

  @Test
  void flush_equalRefusals_areOneWithACount() {
    journal.add(refusal("jane"));
    journal.add(refusal("joe"));
    journal.add(refusal("jane"));

    journal.flush(stored::addAll);

    assertThat(stored)
        .extracting(AuditRecord::actor, AuditRecord::detail)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("jane", "no role [2 times]"),
            org.assertj.core.groups.Tuple.tuple("joe", "no role"));
  }

  @Test
  void flush_manyDifferentRefusals_areBoundedAndNoneIsUncounted() {
    for (int i = 0; i < 10_000; i++) {
      journal.add(refusal("person-" + i));
    }

    journal.flush(stored::addAll);

    assertThat(stored).hasSize(65);
    assertThat(stored.get(64).detail()).isEqualTo("9936 more were refused");
    assertThat(stored.get(64).action()).isEqualTo(RefusalJournal.AUTHORIZATION);
  }

  @Test
  void flush_nothingNew_storesNothing() {
    journal.add(refusal("jane"));
    journal.flush(stored::addAll);
    stored.clear();

    journal.flush(records -> stored.add(refusal("called")));

    assertThat(stored).isEmpty();
  }
}
