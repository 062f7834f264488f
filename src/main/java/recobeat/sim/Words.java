package recobeat.sim;

import java.util.List;
import java.util.random.RandomGenerator;

/** Invented names of tracks, albums, artists and labels, and lists of countries. */
final class Words {

  private static final String[] FIRST =
      ("Paper Silver Northern Hollow Velvet Broken Distant Golden Quiet Burning Crystal Empty "
              + "Endless Faded Gentle Hidden Iron Lonely Midnight Neon Pale Restless Salt Second "
              + "Slow Small Southern Summer Tender Tidal Wild Winter Wooden Yellow Zero Éternel")
          .split(" ");
  private static final String[] SECOND =
      ("Kites Harbour Lights Rivers Gardens Hours Machines Mirrors Mountains Oceans Parade Planets "
              + "Rain Roads Rooms Satellites Season Shadows Signals Skies Snow Stations Stories "
              + "Streets Tides Towers Trains Valley Voices Waves Windows Wires Wolves Años Mañana")
          .split(" ");
  private static final String[] GIVEN =
      ("Mara Ilse Oku Renée Jürgen Søren Łucja Håkon Zoë Amara Teo Nadia Felix Ines Kofi Yuki "
              + "Priya Mateo Leila Björn")
          .split(" ");
  private static final String[] FAMILY =
      ("Lindqvist Varga Okafor Moreau Castellanos Brandt Ito Petrov O'Dell Ferreira Novak Haddad "
              + "Nyström Duarte Keller Sato Quinn Achterberg Rossi Mbeki")
          .split(" ");
  private static final String[] TAILS = {
    " - Live", " - Remastered 2011", " - Radio Edit", " - Acoustic", " (Interlude)", " \"Demo\""
  };
  private static final String[] LABELS = {
    "Tidewater", "Lantern Records", "Nordlicht", "Small Hours", "Ninth Wave", "Casa Azul"
  };
  private static final String MARKETS =
      "AD,AE,AG,AL,AM,AO,AR,AT,AU,AZ,BA,BB,BD,BE,BF,BG,BH,BI,BJ,BN,BO,BR,BS,BT,BW,BY,BZ,CA,CD,CG,"
          + "CH,CI,CL,CM,CO,CR,CV,CW,CY,CZ,DE,DJ,DK,DM,DO,DZ,EC,EE,EG,ES,ET,FI,FJ,FM,FR,GA,GB,GD,"
          + "GE,GH,GM,GN,GQ,GR,GT,GW,GY,HK,HN,HR,HT,HU,ID,IE,IL,IN,IQ,IS,IT,JM,JO,JP,KE,KG,KH,KI,"
          + "KM,KN,KR,KW,KZ,LA,LB,LC,LI,LK,LR,LS,LT,LU,LV,LY,MA,MC,MD,ME,MG,MH,MK,ML,MN,MO,MR,MT,"
          + "MU,MV,MW,MX,MY,MZ,NA,NE,NG,NI,NL,NO,NP,NR,NZ,OM,PA,PE,PG,PH,PK,PL,PS,PT,PW,PY,QA,RO,"
          + "RS,RW,SA,SB,SC,SE,SG,SI,SK,SL,SM,SN,SR,ST,SV,SZ,TD,TG,TH,TJ,TL,TN,TO,TR,TT,TV,TW,TZ,"
          + "UA,UG,US,UY,UZ,VC,VE,VN,VU,WS,ZA,ZM,ZW";
  private static final List<String> MARKET_LIST = List.of(MARKETS.split(","));

  private Words() {}

  static String title(RandomGenerator random) {
    String title = pick(FIRST, random) + " " + pick(SECOND, random);
    return random.nextDouble() < 0.12 ? title + pick(TAILS, random) : title;
  }

  static String artist(RandomGenerator random) {
    return switch (random.nextInt(3)) {
      case 0 -> "The " + pick(FIRST, random) + " " + pick(SECOND, random);
      case 1 -> pick(GIVEN, random) + " " + pick(FAMILY, random);
      default -> pick(GIVEN, random) + " & the " + pick(SECOND, random);
    };
  }

  static String label(RandomGenerator random) {
    return pick(LABELS, random);
  }

  /** Codes and commas: for one in ten none, for most all, for the rest some. */
  static String countries(RandomGenerator random) {
    double share = random.nextDouble();
    if (share < 0.1) {
      return "";
    }
    if (share < 0.7) {
      return MARKETS;
    }
    return String.join(
        ",", MARKET_LIST.stream().filter(market -> random.nextDouble() < share - 0.5).toList());
  }

  private static String pick(String[] words, RandomGenerator random) {
    return words[random.nextInt(words.length)];
  }
}
