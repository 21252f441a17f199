package dev.weft.proxy.svid;

import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import java.util.ArrayList;
import java.util.List;

/** A queue of four turns by hand. */
final class QueueFixture {
  final ManualThreads threads = new ManualThreads();
  final Faults faults = new Faults(EventLog.to(null, LogLevel.ERROR));
  final SvidQueue queue = new SvidQueue(4, threads, threads, threads::nanoTime, faults);
  final List<String> asked = new ArrayList<>();

  FakeWorkload workload(String name) {
    return new FakeWorkload(name, queue, threads, asked);
  }

  /** Workloads that want an SVID soon; their names are {@code prefix} and a number from 0 on. */
  List<FakeWorkload> enrol(String prefix, int count) {
    List<FakeWorkload> enrolled = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FakeWorkload workload = workload(prefix + i);
      workload.seat.wake();
      enrolled.add(workload);
    }
    return enrolled;
  }

  /** A workload that has its SVID since now. */
  FakeWorkload joined(String name) {
    FakeWorkload workload = workload(name);
    workload.seat.wake();
    threads.finishAll();
    asked.clear();
    return workload;
  }

  int waiting(Priority priority) {
    return queue.figures().priorities().stream()
        .filter(it -> it.priority() == priority)
        .mapToInt(SvidFigures.OfPriority::waiting)
        .sum();
  }
}
