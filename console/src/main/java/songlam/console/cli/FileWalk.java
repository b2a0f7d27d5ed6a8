package songlam.console.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The files in a folder, at any depth, and what kept some of them from being read. */
final class FileWalk extends SimpleFileVisitor<Path> {
  private final List<Path> files = new ArrayList<>();
  private final BiConsumer<String, String> unread;

  private FileWalk(BiConsumer<String, String> unread) {
    this.unread = unread;
  }

  /**
   * The files, each once, in the order of their names; links to folders in it are not followed.
   *
   * @param unread hears of what cannot be looked into, and why
   */
  static List<Path> of(Path folder, BiConsumer<String, String> unread) throws IOException {
    FileWalk walk = new FileWalk(unread);
    Files.walkFileTree(Files.isSymbolicLink(folder) ? folder.toRealPath() : folder, walk);
    Comparator<Path> linksLast = Comparator.comparing(Files::isSymbolicLink);
    Map<Path, Path> once = new HashMap<>();
    for (Path file : walk.files.stream().sorted(linksLast.thenComparing(p -> p)).toList()) {
      once.putIfAbsent(file.toRealPath(), file);
    }
    return once.values().stream().sorted().toList();
  }

  /** Why a file could not be read, without its name. */
  static String why(String file, IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "not allowed to read it";
      case FileSystemException system -> String.valueOf(system.getReason());
      default -> String.valueOf(e.getMessage()).replace(file + ": ", "");
    };
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (Files.isDirectory(file)) {
      unread.accept(file.toString(), "a link to a folder (expected: the folder itself)");
    } else if (Files.isRegularFile(file)) {
      files.add(file);
    } else {
      String what = attributes.isSymbolicLink() ? "a link to nothing" : "no regular file";
      unread.accept(file.toString(), what);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    unread.accept(file.toString(), why(file.toString(), e));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
    if (e != null) {
      unread.accept(folder.toString(), why(folder.toString(), e));
    }
    return FileVisitResult.CONTINUE;
  }
}
