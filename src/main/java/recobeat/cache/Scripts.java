package recobeat.cache;

/** What Redis does in one step, where reading first and writing then would be two. */
final class Scripts {

  /**
   * Follows RecoBeat ids to values that are kept under Spotify ids. KEYS: for each id its mapping's
   * key and the key that its value has if it is kept under this very id; ARGV: for each the prefix
   * of such values' keys. Returns for each the mapping, the value under the Spotify id, and only if
   * there is none the value under this very id, or nulls; somebody else's hash reads as nothing.
   */
  static final String FOLLOW = """
      local function get(key)
        local value = redis.pcall('GET', key)
        return type(value) == 'string' and value
      end
      local found = {}
      for i, prefix in ipairs(ARGV) do
        local mapping = get(KEYS[2 * i - 1])
        local spotify = mapping and (#mapping == 34 and string.byte(mapping, 1) == 2
          and string.sub(mapping, 13) or string.match(mapping, '"spotify":"(%w+)"', 13))
        local value = spotify and get(prefix .. spotify) or false
        found[3 * i - 2] = mapping
        found[3 * i - 1] = value
        found[3 * i] = not value and get(KEYS[2 * i])
      end
      return found
      """;

  /** A mapping's text in full, as format 2 has only what its key has not; and what is readable. */
  private static final String TEXT = """
      local function text(key, entry)
        local value = string.sub(entry, 13)
        if string.byte(entry, 1) ~= 2 then
          return value
        end
        local id = string.match(key, '[^:]+$')
        if #value == 16 then
          local hex = string.gsub(value, '.', function(c)
            return string.format('%02x', string.byte(c))
          end)
          id, value = string.gsub(hex,
            '^(........)(....)(....)(....)', '%1-%2-%3-%4-'), id
        end
        return '{"recobeat":"' .. id .. '","spotify":"' .. value .. '"}'
      end
      local function readable(entry)
        local format = #entry >= 12 and string.byte(entry, 1)
        return format == 1 or format == 2
      end
      """;

  /**
   * Writes mappings unless others are there; one that lacks a Spotify id gives way. KEYS: theirs;
   * ARGV: milliseconds until Redis sweeps them, then the entries. Returns for each the other entry
   * that stays, or null.
   */
  static final String MAP = TEXT + """
      local kept = {}
      for i, key in ipairs(KEYS) do
        local mapping = ARGV[i + 1]
        local there = redis.call('GET', key)
        local old = there and readable(there) and string.byte(there, 2) == 0
          and text(key, there)
        local new = old and text(key, mapping)
        if old ~= new
          and not (string.sub(old, 1, 49) == string.sub(new, 1, 49)
            and string.find(old, ':null}', 49, true)) then
          kept[i] = there
        else
          redis.call('SET', key, mapping, 'PX', ARGV[1])
          kept[i] = false
        end
      end
      return kept
      """;

  /**
   * Writes entries where none is, or only the memory of an absence. KEYS: theirs; ARGV:
   * milliseconds until Redis sweeps them, then the entries.
   */
  static final String NEW = """
      for i, key in ipairs(KEYS) do
        local there = redis.call('GET', key)
        if not there or string.byte(there, 2) == 1 then
          redis.call('SET', key, ARGV[i + 1], 'PX', ARGV[1])
        end
      end
      return #KEYS
      """;

  /**
   * Puts members into lists that are there. KEYS: the lists'; ARGV: for each the new member's id
   * and the member. The list keeps its age; a remembered absence ends.
   */
  static final String ADD = """
      for i, key in ipairs(KEYS) do
        local list = redis.call('GET', key)
        if list and string.byte(list, 2) == 1 then
          redis.call('DEL', key)
        elseif list and not string.find(list, ARGV[2 * i - 1], 13, true) then
          redis.call('SET', key, string.sub(list, 1, -2) .. ',' .. ARGV[2 * i] .. ']', 'KEEPTTL')
        end
      end
      return #KEYS
      """;

  /**
   * Does in their order writes that were missed, and lets stay what somebody wrote meanwhile: an
   * entry as young, or a mapping that contradicts. Only a mapping that lacks a Spotify id gives way
   * at any age. KEYS: the writes'; ARGV: for each its mode, milliseconds until Redis sweeps it, the
   * member's id or nothing, and the entry. Returns for each MAP the other entry that stays, or
   * null. {@link Missed#done} says the same in Java.
   */
  static final String REPLAY = TEXT + """
      local function storedAt(entry)
        local millis = 0
        for i = 5, 12 do
          millis = millis * 256 + string.byte(entry, i)
        end
        return millis
      end
      local kept = {}
      for i, key in ipairs(KEYS) do
        local mode, sweep = ARGV[4 * i - 3], ARGV[4 * i - 2]
        local member, entry = ARGV[4 * i - 1], ARGV[4 * i]
        local there = redis.call('GET', key)
        if there and not readable(there) then
          there = false
        end
        local absent = there and string.byte(there, 2) == 1
        local younger = there and storedAt(there) - storedAt(entry)
        local old = mode == 'MAP' and there and not absent and text(key, there)
        local new = old and text(key, entry)
        local other = old and old ~= new
        local lacks = other and string.sub(old, 1, 49) == string.sub(new, 1, 49)
          and string.find(old, ':null}', 49, true)
        kept[i] = false
        if other and not lacks then
          kept[i] = there
        elseif younger and not lacks and (younger > 0 or younger == 0 and mode ~= 'ADD') then
          kept[i] = false
        elseif mode == 'ADD' then
          if absent then
            redis.call('DEL', key)
          elseif there and not string.find(there, member, 13, true) then
            redis.call('SET', key,
              string.sub(there, 1, -2) .. ',' .. string.sub(entry, 13) .. ']', 'KEEPTTL')
          end
        elseif mode ~= 'NEW' or not there or absent then
          redis.call('SET', key, entry, 'PX', sweep)
        end
      end
      return kept
      """;

  /**
   * Sets and removes fields of a hash, all or nothing. KEYS: the hash; ARGV: the most that it may
   * hold, how many are set, these and their values in turns, and those to remove. Returns how many
   * were removed, or -1 if there would be too many, how many there are then, and 1 if there was no
   * such hash. The field without a name, which stays as long as the hash does, is not counted.
   */
  static final String MANUAL = """
      local key, behind = KEYS[1], 2 + 2 * ARGV[2]
      local lacking = 1 - redis.call('EXISTS', key)
      local new = 0
      for i = 3, behind, 2 do
        new = new + 1 - redis.call('HEXISTS', key, ARGV[i])
      end
      local there = math.max(0, redis.call('HLEN', key) - 1)
      if new > 0 and there + new > tonumber(ARGV[1]) then
        return {-1, there, lacking}
      end
      for i = 3, behind, 2 do
        redis.call('HSET', key, '', '', ARGV[i], ARGV[i + 1])
      end
      local gone = 0
      for i = behind + 1, #ARGV do
        gone = gone + redis.call('HDEL', key, ARGV[i])
      end
      return {gone, math.max(0, redis.call('HLEN', key) - 1), lacking}
      """;

  /** A whole hash, fields and values in turns. KEYS: the hash. */
  static final String HASH = "return redis.call('HGETALL', KEYS[1])";

  /** The same of several. KEYS: the hashes. */
  static final String HASHES = """
      local all = {}
      for i, key in ipairs(KEYS) do
        local hash = redis.pcall('HGETALL', key)
        all[i] = hash.err and {} or hash
      end
      return all
      """;

  /**
   * Puts tracks into groups, each in place of what the group had of it. Of a group that is too
   * large the first in Redis's order go: those put first, as long as it keeps small hashes in line.
   * KEYS: the groups'; ARGV: milliseconds until Redis sweeps them, then for each the most that it
   * may hold, the track's id and the track.
   */
  static final String KIN = """
      for i, key in ipairs(KEYS) do
        local most, id, track = tonumber(ARGV[3 * i - 1]), ARGV[3 * i], ARGV[3 * i + 1]
        redis.call('HDEL', key, id)
        redis.call('HSET', key, id, track)
        local over = redis.call('HLEN', key) - most
        if over > 0 then
          local ids = redis.call('HKEYS', key)
          for j = 1, over do
            redis.call('HDEL', key, ids[j])
          end
        end
        redis.call('PEXPIRE', key, ARGV[1])
      end
      return #KEYS
      """;

  /**
   * Puts tracks into groups behind those that are there, which stay. A group grows no larger than
   * it is, or than what is put in. KEYS: the groups'; ARGV: milliseconds until Redis sweeps them,
   * then for each how many tracks, and of each the id and the track.
   */
  static final String RESTORE_KIN = """
      local at = 2
      for i, key in ipairs(KEYS) do
        local there, count = redis.call('HLEN', key), tonumber(ARGV[at])
        local most = math.max(there, count)
        for j = at + 1, at + 2 * count, 2 do
          if there < most then
            there = there + redis.call('HSETNX', key, ARGV[j], ARGV[j + 1])
          end
        end
        at = at + 1 + 2 * count
        redis.call('PEXPIRE', key, ARGV[1])
      end
      return #KEYS
      """;

  /**
   * Adds to what is known of tracks that the service lacks, as {@code MissingTrack.plus} does.
   * Those asked for longest ago go, a thousand at most in a step. An order that was evicted takes
   * its tracks with it. KEYS: the tracks' and their order's; ARGV: milliseconds until Redis sweeps
   * them, the last ask that is too old, the most tracks, then for each its id and its JSON.
   */
  static final String MISSING = """
      local function merged(early, late)
        if early.lastAt > late.lastAt then
          early, late = late, early
        end
        local all, repeated, names = {}, {}, {}
        for field, value in pairs(early) do all[field] = value end
        for field, value in pairs(late) do all[field] = value end
        if late.reason == 'unknown' then
          all.reason = early.reason
        end
        all.asks = early.asks + late.asks
        all.firstAt = math.min(early.firstAt, late.firstAt)
        for _, name in ipairs(late.workflows or {}) do repeated[name] = true end
        all.workflowCount = (early.workflowCount or 0) + (late.workflowCount or 0)
        for _, name in ipairs(early.workflows or {}) do
          if repeated[name] then
            all.workflowCount = all.workflowCount - 1
          else
            names[#names + 1] = name
          end
        end
        for _, name in ipairs(late.workflows or {}) do names[#names + 1] = name end
        while #names > 8 do table.remove(names, 1) end
        all.workflows = #names > 0 and names or nil
        return all
      end
      if redis.call('EXISTS', KEYS[2]) == 0 then
        redis.call('DEL', KEYS[1])
      end
      for i = 4, #ARGV, 2 do
        local id, track = ARGV[i], cjson.decode(ARGV[i + 1])
        local known, before = pcall(cjson.decode, redis.call('HGET', KEYS[1], id) or '')
        local good, all = pcall(merged, before, track)
        track = known and good and all or track
        redis.call('HSET', KEYS[1], id, cjson.encode(track))
        redis.call('ZADD', KEYS[2], string.format('%.0f', track.lastAt), id)
      end
      local gone =
        redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', '(' .. ARGV[2], 'LIMIT', 0, 1000)
      if #gone == 0 then
        local over = redis.call('ZCARD', KEYS[2]) - ARGV[3]
        gone = over > 0 and redis.call('ZRANGE', KEYS[2], 0, math.min(over, 1000) - 1) or {}
      end
      for _, id in ipairs(gone) do
        redis.call('HDEL', KEYS[1], id)
        redis.call('ZREM', KEYS[2], id)
      end
      redis.call('PEXPIRE', KEYS[1], ARGV[1])
      redis.call('PEXPIRE', KEYS[2], ARGV[1])
      return #gone
      """;

  /**
   * Removes tracks that the service has by now. KEYS: the tracks' and their order's; ARGV: for each
   * its name, and what its JSON must have in it, or {@code all}.
   */
  static final String FORGET_MISSING = """
      local gone = 0
      for i = 1, #ARGV, 2 do
        local track = redis.call('HGET', KEYS[1], ARGV[i])
        if track and (ARGV[i + 1] == 'all' or string.find(track, ARGV[i + 1], 1, true)) then
          redis.call('ZREM', KEYS[2], ARGV[i])
          gone = gone + redis.call('HDEL', KEYS[1], ARGV[i])
        end
      end
      return gone
      """;

  /**
   * Ends workflows that asked longest ago. KEYS: their order's; ARGV: milliseconds until Redis
   * sweeps it, the last ask that is too old, the most workflows, then what the keys of each begin
   * with.
   */
  static final String TRIM = """
      local gone =
        redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[2], 'LIMIT', 0, 1000)
      if #gone == 0 then
        local over = redis.call('ZCARD', KEYS[1]) - ARGV[3]
        gone = over > 0 and redis.call('ZRANGE', KEYS[1], 0, math.min(over, 1000) - 1) or {}
      end
      for _, name in ipairs(gone) do
        redis.call('DEL', ARGV[4] .. name, ARGV[5] .. name)
        redis.call('ZREM', KEYS[1], name)
      end
      redis.call('PEXPIRE', KEYS[1], ARGV[1])
      return #gone
      """;

  /**
   * What the scripts of the limit begin with: what is known, the time by Redis's clock, and how
   * much longer the service wants to be left alone, all in milliseconds. A pause that is longer
   * than it was told is one that Redis's clock has gone back over.
   */
  private static final String KNOWN = """
      local known = redis.call('HMGET', KEYS[1],
        'ahead', 'at', 'granted', 'ceiling', 'paused', 'pause', 'refused')
      local time = redis.call('TIME')
      local now = time[1] * 1000 + time[2] / 1000
      local paused = tonumber(known[5] or 0)
      local pause = math.max(0, paused - now)
      if pause > tonumber(known[6] or 0) then
        pause = 0
        paused = now
      end
      """;

  /**
   * Gives a call its turn, by the generic cell rate algorithm: turns go in the order of asking, so
   * that nobody who is a little slower starves. What is ahead is kept as a number of calls, as who
   * asks next may go at another rate; nothing leaves in a pause, so that the turns go on behind it.
   * KEYS: the limit's; ARGV: milliseconds between calls, the burst, and how long all this is kept.
   * Returns the time, how long it is until the turn, how much of that is the pause, the ceiling or
   * null, how many turns were given so far, and how many had been at the last refusal.
   */
  static final String CLAIM = KNOWN + """
      local since = math.max(tonumber(known[2] or now), math.min(paused, now))
      local ahead = math.max(0, (known[1] or 0) - math.max(0, now - since) / ARGV[1])
      local granted = (known[3] or 0) + 1
      local wait = pause + math.max(0, (ahead + 1 - ARGV[2]) * ARGV[1])
      redis.call('HSET', KEYS[1], 'ahead', string.format('%.6f', ahead + 1),
        'at', string.format('%.3f', now), 'granted', string.format('%.0f', granted))
      redis.call('PEXPIRE', KEYS[1], ARGV[3])
      return {math.floor(now), math.ceil(wait), math.ceil(pause), known[4], granted,
        tonumber(known[7] or 0)}
      """;

  /**
   * Takes down what a refusal told. KEYS: the limit's; ARGV: the ceiling, or NaN if it is not
   * known, how much longer the service wants to be left alone, and how long all this is kept.
   * Returns the time, how long the pause is still, and the ceiling or null.
   */
  static final String MEET = KNOWN + """
      local longer = tonumber(ARGV[2])
      if longer > pause then
        pause = longer
        redis.call('HSET', KEYS[1], 'paused', string.format('%.0f', now + longer),
          'pause', string.format('%.0f', longer + 1))
      end
      if ARGV[1] ~= 'NaN' then
        redis.call('HSET', KEYS[1], 'ceiling', ARGV[1])
      end
      if longer > 0 then
        redis.call('HSET', KEYS[1], 'refused', known[3] or 0)
      end
      redis.call('PEXPIRE', KEYS[1], ARGV[3])
      return {math.floor(now), math.ceil(pause), redis.call('HGET', KEYS[1], 'ceiling')}
      """;

  private Scripts() {}
}
