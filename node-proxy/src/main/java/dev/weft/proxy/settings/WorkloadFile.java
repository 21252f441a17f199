package dev.weft.proxy.settings;

import dev.weft.enforcer.settings.SettingException;
import java.nio.file.Path;

/** A file that holds one workload. */
public final class WorkloadFile {
  private WorkloadFile() {}

  /**
   * The workload in {@code file}.
   *
   * @param capture what is captured
   * @throws SettingException when it holds none, or one that cannot be served
   */
  public static WorkloadSpec read(Path file, CaptureSettings capture) {
    WorkloadSpec workload = WorkloadNode.read(YamlFile.read(file));
    capture.check(workload);
    return workload;
  }
}
