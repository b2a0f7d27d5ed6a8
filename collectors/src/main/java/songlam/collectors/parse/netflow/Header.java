package songlam.collectors.parse.netflow;

/**
 * The head of an export message.
 *
 * @param exportedAt the exporter's clock when it sent, milliseconds since the epoch
 * @param upTime milliseconds since the exporter's start, modulo 2^32; -1 when the message has none
 * @param sequence as RFC 3954 (messages), RFC 7011 (data records) or v5 (flows) count
 */
record Header(int version, long exportedAt, long upTime, long sequence) {
  /**
   * A moment given as milliseconds of up time. The count wraps after 49.7 days; a moment up to 24
   * days away on either side is placed right.
   */
  long at(long uptimeMoment) {
    return exportedAt - (int) (upTime - uptimeMoment);
  }
}
