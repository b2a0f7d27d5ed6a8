package songlam.console.control;

import java.util.List;

/** Does what a verb asks, in the running platform or in a verb that opened the data itself. */
public interface ControlHandler {
  /**
   * @param words the verb and its arguments, for example {@code user list}
   * @param by who asks: the user of the operating system on the other end of the socket, or {@code
   *     control socket} when the system does not say
   * @return what to print
   * @throws IllegalArgumentException with a sentence for the person when it cannot be done
   */
  String handle(List<String> words, String by);
}
