package dev.weft.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A container file, read strictly: instructions in upper case that these files use, lines joined at
 * backslashes, comments left out.
 *
 * @param arguments what the builder may replace, with what is taken otherwise
 * @param stages the stages, in order
 */
record ContainerFile(Map<String, String> arguments, List<Stage> stages) {
  private static final List<String> KNOWN =
      List.of(
          "ARG", "FROM", "LABEL", "COPY", "ENV", "RUN", "WORKDIR", "USER", "EXPOSE", "ENTRYPOINT");

  /**
   * One stage.
   *
   * @param base the image that it starts from, unless the builder says otherwise
   * @param name its name, or empty
   * @param instructions what follows
   */
  record Stage(String base, String name, List<Instruction> instructions) {
    /** The arguments of every instruction of a name. */
    List<String> all(String instruction) {
      return instructions.stream()
          .filter(it -> it.name().equals(instruction))
          .map(Instruction::arguments)
          .toList();
    }

    /** The arguments of the only instruction of a name. */
    String only(String instruction) {
      List<String> found = all(instruction);
      if (found.size() != 1) {
        throw new AssertionError(instruction + ": " + found + " (expected: once)");
      }
      return found.get(0);
    }
  }

  /**
   * One instruction.
   *
   * @param name its name
   * @param arguments the rest of its line
   */
  record Instruction(String name, String arguments) {
    /** The arguments in exec form: a list of texts in JSON. */
    List<String> exec() {
      return ContainerFile.exec(arguments);
    }
  }

  static ContainerFile read(String name) throws IOException {
    return parse(Files.readString(Deploy.file("containers/" + name)));
  }

  static ContainerFile parse(String text) {
    ContainerFile file = new ContainerFile(new LinkedHashMap<>(), new ArrayList<>());
    StringBuilder joined = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.startsWith("#") || (line.isBlank() && joined.isEmpty())) {
        continue;
      }
      if (line.endsWith("\\")) {
        joined.append(line, 0, line.length() - 1);
        continue;
      }
      file.add(joined.append(line).toString());
      joined.setLength(0);
    }
    if (!joined.isEmpty()) {
      throw new IllegalArgumentException("ends in the middle of: " + joined);
    }
    return file;
  }

  private void add(String line) {
    String[] parts = line.split(" +", 2);
    if (parts.length != 2 || !KNOWN.contains(parts[0])) {
      throw new IllegalArgumentException(line + " (expected: one of " + KNOWN + ")");
    }
    if (parts[0].equals("FROM")) {
      String[] from = parts[1].split(" ", -1);
      if (from.length != 1 && !(from.length == 3 && from[1].equals("AS"))) {
        throw new IllegalArgumentException(line + " (expected: FROM image [AS name])");
      }
      stages.add(new Stage(resolved(from[0]), from.length == 3 ? from[2] : "", new ArrayList<>()));
    } else if (stages.isEmpty()) {
      String[] argument = parts[1].split("=", 2);
      if (!parts[0].equals("ARG") || argument.length != 2) {
        throw new IllegalArgumentException(line + " (expected: ARG name=value, or FROM)");
      }
      arguments.put(argument[0], argument[1]);
    } else {
      stages.get(stages.size() - 1).instructions().add(new Instruction(parts[0], parts[1]));
    }
  }

  /** {@code image}, which may be an argument as a whole. */
  private String resolved(String image) {
    if (!image.startsWith("$")) {
      return image;
    }
    return arguments.entrySet().stream()
        .filter(it -> image.equals("${" + it.getKey() + "}"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    image + " (expected: ${name} of one of " + arguments.keySet() + ")"));
  }

  /** What {@code arguments} say in exec form. */
  static List<String> exec(String arguments) {
    try {
      return JsonMapper.builder().build().readValue(arguments, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(arguments + " (expected: [\"program\", ...])", e);
    }
  }

  Stage last() {
    return stages.get(stages.size() - 1);
  }

  /** What is copied from the checkout, in every stage. */
  List<String> sources() {
    return stages.stream()
        .flatMap(it -> it.all("COPY").stream())
        .filter(it -> !it.startsWith("--from="))
        .map(it -> it.split(" ", -1)[0])
        .toList();
  }

  /** The modules that jlink puts into the runtime. */
  String modules() {
    List<String> jlink = exec(stages.get(0).only("RUN"));
    return jlink.get(jlink.indexOf("--add-modules") + 1);
  }
}
