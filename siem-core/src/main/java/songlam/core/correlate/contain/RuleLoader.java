package songlam.core.correlate.contain;

import java.net.URL;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one set of rules, apart from everything else: it finds them, the vocabulary, the
 * engine and the JDK, and nothing of the product or its libraries beside.
 */
final class RuleLoader extends ClassLoader {
  private static final String VOCABULARY = "songlam.core.";

  private final Map<String, byte[]> classes;
  private final ClassLoader product;

  /**
   * @param classes by their binary names
   */
  RuleLoader(Map<String, byte[]> classes) {
    super(ClassLoader.getPlatformClassLoader());
    this.classes = classes;
    ClassLoader mine = RuleLoader.class.getClassLoader();
    this.product = mine == null ? ClassLoader.getSystemClassLoader() : mine;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] code = classes.get(name);
    if (code != null) {
      return defineClass(name, code, 0, code.length);
    }
    boolean isKnown =
        name.startsWith("org.drools.")
            || name.startsWith("org.kie.")
            || (name.startsWith(VOCABULARY) && AllowedCode.isVocabulary(name.replace('.', '/')));
    if (!isKnown) {
      throw new ClassNotFoundException(name);
    }
    return product.loadClass(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    String type = name.endsWith(".class") ? name.substring(0, name.length() - 6) : "";
    boolean isKnown =
        name.startsWith("org/drools/")
            || name.startsWith("org/kie/")
            || AllowedCode.isVocabulary(type)
            || name.startsWith("META-INF/services/org.");
    return isKnown ? product.getResource(name) : null;
  }
}
