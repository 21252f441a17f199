package dev.weft.proxy.enrol;

import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.settings.SettingException;
import dev.weft.proxy.settings.CaptureSettings;
import dev.weft.proxy.settings.WorkloadFile;
import dev.weft.proxy.settings.WorkloadSpec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows a folder in which each {@code *.yaml} file holds a workload: one that appears is
 * enrolled, one that disappears is withdrawn, one that changes is both. A file that cannot be
 * understood changes nothing. By one thread at a time; blocks.
 */
public final class WorkloadFolder {
  private static final int MOST = 1000;

  private final Path folder;
  private final CaptureSettings capture;
  private final Members members;
  private final EventLog log;
  private final Map<Path, Seen> seen = new HashMap<>();

  /** Nothing is read yet. */
  public WorkloadFolder(Path folder, CaptureSettings capture, Members members, EventLog log) {
    this.folder = folder;
    this.capture = capture;
    this.members = members;
    this.log = log;
  }

  /**
   * Reads all, and enrols it together with {@code others}: pods that were under capture before the
   * proxy started stay so without a gap.
   *
   * @throws SettingException when a file cannot be understood: nobody would know whom to protect
   * @throws IOException when the folder cannot be read, a port not be opened, or a pod not be
   *     captured
   */
  public void begin(List<WorkloadSpec> others) throws IOException, InterruptedException {
    List<WorkloadSpec> arriving = new ArrayList<>(others);
    for (Path file : files(folder)) {
      WorkloadSpec spec = WorkloadFile.read(file, capture);
      if (arriving.stream().anyMatch(it -> it.name().equals(spec.name()))) {
        throw new SettingException(
            file + ": name: " + spec.name() + " twice (expected: another name)");
      }
      arriving.add(spec);
      seen.put(file, new Seen(Files.getLastModifiedTime(file), Files.size(file), spec.name()));
    }
    members.enrol(arriving, Members.Refused.ENDS);
  }

  /** Reads what has changed, and does what follows from it. */
  public void follow() throws InterruptedException {
    Set<Path> files;
    try {
      files = files(folder);
    } catch (IOException e) {
      log.warnAbout(
          folder.toString(), "workloads.unreadable", "folder", folder, "why", e.toString());
      return;
    }
    for (Path gone : seen.keySet().stream().filter(it -> !files.contains(it)).toList()) {
      withdraw(seen.remove(gone));
    }
    List<WorkloadSpec> arriving = new ArrayList<>();
    for (Path file : files) {
      WorkloadSpec spec = changed(file);
      if (spec != null) {
        arriving.add(spec);
      }
    }
    enrol(arriving);
  }

  /**
   * The workloads in {@code folder} now.
   *
   * @throws SettingException when a file cannot be understood
   * @throws IOException when the folder cannot be read
   */
  public static List<WorkloadSpec> read(Path folder, CaptureSettings capture) throws IOException {
    List<WorkloadSpec> workloads = new ArrayList<>();
    for (Path file : files(folder)) {
      workloads.add(WorkloadFile.read(file, capture));
    }
    return workloads;
  }

  private static Set<Path> files(Path folder) throws IOException {
    Set<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.yaml")) {
      for (Path entry : entries) {
        files.add(entry);
        if (files.size() > MOST) {
          throw new IOException("more than " + MOST + " files");
        }
      }
    }
    return files;
  }

  /**
   * What {@code file} holds, if that is new; the workload that it held before is withdrawn then.
   */
  private @Nullable WorkloadSpec changed(Path file) {
    @Nullable Seen before = seen.get(file);
    try {
      FileTime time = Files.getLastModifiedTime(file);
      long size = Files.size(file);
      if (before != null && before.time.equals(time) && before.size == size) {
        return null;
      }
      @Nullable String serving = before == null ? null : before.name;
      seen.put(file, new Seen(time, size, serving));
      WorkloadSpec spec = WorkloadFile.read(file, capture);
      if (!spec.name().equals(serving) && isTaken(spec.name())) {
        throw new SettingException("name: " + spec.name() + " is served (expected: another name)");
      }
      withdraw(before);
      seen.put(file, new Seen(time, size, spec.name()));
      return spec;
    } catch (IOException | SettingException e) {
      log.error("workload.refused", "file", file, "why", e.getMessage());
      return null;
    }
  }

  private boolean isTaken(String name) {
    return members.workloads().stream().anyMatch(it -> it.spec().name().equals(name))
        || seen.values().stream().anyMatch(it -> name.equals(it.name));
  }

  private void enrol(List<WorkloadSpec> arriving) throws InterruptedException {
    if (arriving.isEmpty()) {
      return;
    }
    try {
      members.enrol(arriving, this::refused);
    } catch (IOException | RuntimeException e) {
      Set<String> names = arriving.stream().map(WorkloadSpec::name).collect(Collectors.toSet());
      log.error(
          "workload.not.enrolled", "workloads", String.join(", ", names), "why", e.getMessage());
      names.forEach(members::withdraw);
      // No file's fault: all of them are tried again with the next look.
      seen.values().removeIf(it -> it.name != null && names.contains(it.name));
    }
  }

  /** Its file is seen all the same: it is tried again when that changes. */
  private void refused(String name, String why) {
    log.error("workload.not.enrolled", "workloads", name, "why", why);
    seen.replaceAll((file, it) -> name.equals(it.name) ? new Seen(it.time, it.size, null) : it);
  }

  private void withdraw(@Nullable Seen left) {
    if (left != null && left.name != null) {
      members.withdraw(left.name);
    }
  }

  /** A file as it was read; with the name of the workload that is served by it. */
  private record Seen(FileTime time, long size, @Nullable String name) {}
}
