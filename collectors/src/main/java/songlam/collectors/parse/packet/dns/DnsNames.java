package songlam.collectors.parse.packet.dns;

/** Names of the numbers in DNS, as in the IANA registries. */
final class DnsNames {
  private static final String[] RESPONSE_CODES = {
    "NOERROR",
    "FORMERR",
    "SERVFAIL",
    "NXDOMAIN",
    "NOTIMP",
    "REFUSED",
    "YXDOMAIN",
    "YXRRSET",
    "NXRRSET",
    "NOTAUTH",
    "NOTZONE"
  };
  private static final String[] OP_CODES = {"QUERY", "IQUERY", "STATUS", "3", "NOTIFY", "UPDATE"};

  private DnsNames() {}

  static String responseCode(int code) {
    return code < RESPONSE_CODES.length ? RESPONSE_CODES[code] : Integer.toString(code);
  }

  static String opCode(int code) {
    return code < OP_CODES.length ? OP_CODES[code] : Integer.toString(code);
  }

  static String dnsClass(int number) {
    return switch (number & 0x7fff) { // the top bit is multicast DNS' own
      case 1 -> "IN";
      case 3 -> "CH";
      case 4 -> "HS";
      case 254 -> "NONE";
      case 255 -> "ANY";
      default -> Integer.toString(number);
    };
  }

  static String type(int number) {
    return switch (number) {
      case 1 -> "A";
      case 2 -> "NS";
      case 5 -> "CNAME";
      case 6 -> "SOA";
      case 10 -> "NULL";
      case 12 -> "PTR";
      case 13 -> "HINFO";
      case 15 -> "MX";
      case 16 -> "TXT";
      case 17 -> "RP";
      case 18 -> "AFSDB";
      case 24 -> "SIG";
      case 25 -> "KEY";
      case 28 -> "AAAA";
      case 29 -> "LOC";
      case 32 -> "NB";
      case 33 -> "SRV";
      case 35 -> "NAPTR";
      case 39 -> "DNAME";
      case 41 -> "OPT";
      case 43 -> "DS";
      case 44 -> "SSHFP";
      case 46 -> "RRSIG";
      case 47 -> "NSEC";
      case 48 -> "DNSKEY";
      case 50 -> "NSEC3";
      case 51 -> "NSEC3PARAM";
      case 52 -> "TLSA";
      case 59 -> "CDS";
      case 64 -> "SVCB";
      case 65 -> "HTTPS";
      case 99 -> "SPF";
      case 249 -> "TKEY";
      case 250 -> "TSIG";
      case 251 -> "IXFR";
      case 252 -> "AXFR";
      case 255 -> "ANY";
      case 257 -> "CAA";
      default -> "TYPE" + number;
    };
  }
}
