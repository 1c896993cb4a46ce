-- The directory: people, what they may do, how they get in, and the trail of every change.
--
-- Types: ids are UUID v7, moments are RFC 3339 text in UTC (they sort as they read), JSON is text.
-- "seq" gives rows a stable integer for the full-text index; nothing else refers to it.

-- One row: what an administrator decides for the whole project. Absent until set-up is done, which closes /setup for good.
CREATE TABLE settings (
    id                  bigint  PRIMARY KEY CHECK (id = 1),
    project_name        text    NOT NULL,
    default_language    text    NOT NULL,
    default_timezone    text    NOT NULL,
    invitation_days     bigint NOT NULL DEFAULT 7 CHECK (invitation_days BETWEEN 1 AND 30),
    -- Of addresses that may be invited, one to a line; none is all.
    allowed_domains     text   NOT NULL DEFAULT '',
    session_idle_minutes bigint NOT NULL DEFAULT 60 CHECK (session_idle_minutes BETWEEN 5 AND 1440),
    session_max_minutes bigint NOT NULL DEFAULT 1440 CHECK (session_max_minutes BETWEEN 60 AND 10080),
    -- Open at once per user; the one seen longest ago gives way to a new one.
    sessions_per_user   bigint NOT NULL DEFAULT 20 CHECK (sessions_per_user BETWEEN 1 AND 100),
    -- Code points of a new password; fewer than 15 only where two-factor is required of everyone.
    password_min        bigint NOT NULL DEFAULT 15 CHECK (password_min BETWEEN 8 AND 64),
    -- Who must use two-factor, besides those whose role says so.
    two_factor          text    NOT NULL DEFAULT 'admins' CHECK (two_factor IN ('nobody', 'admins', 'everyone')),
    -- Wrong passwords in a row that suspend an account; 0 means that none do.
    suspend_after       bigint NOT NULL DEFAULT 0 CHECK (suspend_after = 0 OR suspend_after BETWEEN 10 AND 100),
    -- Whether users may delete their own account.
    own_deletion        boolean NOT NULL DEFAULT false,
    -- The sender of all mails, as "Acme <people@acme.example>"; '' is the one that the server was started with.
    mail_from           text    NOT NULL DEFAULT '',
    -- Where answers go to mails that nobody in particular has caused; '' is the sender.
    mail_reply_to       text    NOT NULL DEFAULT '',
    -- Goes up with every change to a role or a permission, by the triggers below: whoever remembers what roles may do knows at
    -- the next request, on any node, that it is not so any more.
    rights_version      bigint NOT NULL DEFAULT 1,
    version             bigint NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    CHECK (password_min >= 15 OR two_factor = 'everyone')
);

CREATE TABLE roles (
    id                  uuid    NOT NULL PRIMARY KEY,
    name                text    NOT NULL CHECK (length(name) <= 60),
    -- Folded name: "editor" and "Éditor" are one role; the unique key decides, nobody checks first.
    name_key            text COLLATE "C"    NOT NULL UNIQUE,
    icon                text    NOT NULL DEFAULT '',
    description         text    NOT NULL DEFAULT '',
    admin_access        boolean NOT NULL DEFAULT false,
    app_access          boolean NOT NULL DEFAULT false,
    require_2fa         boolean NOT NULL DEFAULT false,
    -- A JSON list of CIDR blocks; empty means anywhere.
    ip_allow            jsonb    NOT NULL DEFAULT '[]',
    -- 'public' for the rights of anyone without a role; it cannot be given, renamed or deleted.
    built_in            text    UNIQUE,
    version             bigint NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL,
    created_by          uuid,
    updated_at          timestamptz NOT NULL,
    updated_by          uuid
);

CREATE TABLE permissions (
    id                  uuid    NOT NULL PRIMARY KEY,
    role_id             uuid    NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    collection          text    NOT NULL,
    action              text    NOT NULL CHECK (action IN ('create', 'read', 'update', 'delete')),
    rule                jsonb    NOT NULL DEFAULT '{}',
    fields              jsonb    NOT NULL DEFAULT '[]',
    defaults            jsonb    NOT NULL DEFAULT '{}'
);
CREATE INDEX permissions_by_role ON permissions (role_id, collection, action);
CREATE FUNCTION rights_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE settings SET rights_version = rights_version + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER roles_rights AFTER INSERT OR UPDATE OR DELETE ON roles FOR EACH STATEMENT EXECUTE FUNCTION rights_changed();
CREATE TRIGGER permissions_rights AFTER INSERT OR UPDATE OR DELETE ON permissions FOR EACH STATEMENT EXECUTE FUNCTION rights_changed();

-- Fields that were added to users. What somebody has in them stands in users.custom, by their names.
CREATE TABLE fields (
    id                  uuid    NOT NULL PRIMARY KEY,
    -- The bit of the field among those that a permission opens.
    slot                bigint  NOT NULL UNIQUE CHECK (slot BETWEEN 0 AND 63),
    -- As rules, imports and programs spell it; it never changes.
    name                text    NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 40),
    takes               text    NOT NULL CHECK (takes IN ('text', 'long_text', 'number', 'boolean', 'date', 'select', 'multi_select', 'url')),
    label               text    NOT NULL CHECK (length(label) <= 60),
    -- Folded: no two fields are called the same.
    label_key           text    NOT NULL UNIQUE,
    help                text    NOT NULL DEFAULT '',
    required            boolean NOT NULL DEFAULT false,
    -- What new users have, as it is typed.
    initial             text    NOT NULL DEFAULT '',
    choices             jsonb   NOT NULL DEFAULT '[]',
    -- Kept, with its values, and shown nowhere.
    retired             boolean NOT NULL DEFAULT false,
    -- Where it stands among the others.
    position            bigint  NOT NULL,
    version             bigint  NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL,
    created_by          uuid,
    updated_at          timestamptz NOT NULL,
    updated_by          uuid
);
-- Permissions and rules name fields: what is remembered of the one goes with the other.
CREATE TRIGGER fields_rights AFTER INSERT OR UPDATE OR DELETE ON fields FOR EACH STATEMENT EXECUTE FUNCTION rights_changed();

CREATE TABLE users (
    seq                 bigint  GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    id                  uuid    NOT NULL UNIQUE,
    kind                text    NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'service')),
    -- The person who answers for a service account.
    owner_id            uuid    REFERENCES users (id) ON DELETE SET NULL,

    status              text COLLATE "C"    NOT NULL CHECK (status IN ('draft', 'invited', 'active', 'suspended', 'archived')),
    -- What an archived user was before, and goes back to on restore.
    status_before       text    CHECK (status_before IN ('draft', 'invited', 'active', 'suspended')),
    status_since        timestamptz NOT NULL,
    -- Cleared by the deletion itself: where an update sets a reference from users to users, SQLite writes every index of users anew.
    status_by           uuid,
    status_reason       text    NOT NULL DEFAULT '',
    -- From this moment on the user counts as suspended, whether or not a sweep has written it.
    expires_at          timestamptz,
    -- The end that a mail has warned of: another one is told of again.
    end_warned_for      timestamptz,

    email               text    NOT NULL,
    -- What makes an address the same one: NFC, lower-case, domain in punycode. Archived users keep theirs.
    email_key           text COLLATE "C"    NOT NULL UNIQUE,
    email_verified_at   timestamptz,

    first_name          text    NOT NULL DEFAULT '',
    last_name           text    NOT NULL DEFAULT '',
    title               text    NOT NULL DEFAULT '',
    company             text    NOT NULL DEFAULT '',
    location            text    NOT NULL DEFAULT '',
    phone               text    NOT NULL DEFAULT '',
    description         text    NOT NULL DEFAULT '',
    tags                jsonb    NOT NULL DEFAULT '[]',
    -- What they have in added fields, as an object by the names of the fields; what is empty is not in it.
    custom              jsonb    NOT NULL DEFAULT '{}',
    -- The hash of the picture, which its address ends in; '' is none.
    avatar              text    NOT NULL DEFAULT '',
    -- The name as lists sort it, and everything search looks at; both folded (case and accents gone).
    name_key            text COLLATE "C"    NOT NULL,
    search_text         text COLLATE "C"    NOT NULL,
    -- Parts of search_text by themselves, folded too: for readers who may read some of them only.
    title_key           text COLLATE "C"    NOT NULL DEFAULT '',
    company_key         text COLLATE "C"    NOT NULL DEFAULT '',
    location_key        text COLLATE "C"    NOT NULL DEFAULT '',
    tags_key            text COLLATE "C"    NOT NULL DEFAULT '',

    -- '' means: as the project says.
    language            text    NOT NULL DEFAULT '',
    timezone            text    NOT NULL DEFAULT '',
    theme               text    NOT NULL DEFAULT 'auto' CHECK (theme IN ('auto', 'light', 'dark')),
    density             text    NOT NULL DEFAULT 'comfortable' CHECK (density IN ('comfortable', 'compact')),
    -- Of one letter they get in the way of speech input and of slips of the hand: anyone can switch them off (WCAG 2.2, 2.1.4).
    shortcuts           boolean NOT NULL DEFAULT true,
    -- How they arranged the directory: its columns, table or cards, rows per page. Nobody else reads it.
    arrangement         jsonb   NOT NULL DEFAULT '{}',
    email_notifications boolean NOT NULL DEFAULT true,

    role_id             uuid    REFERENCES roles (id) ON DELETE SET NULL,

    password_hash       text,
    password_changed_at timestamptz,
    must_change_password boolean NOT NULL DEFAULT false,
    -- Who made the temporary password: it opens no more than they have. No reference: it dies with whoever has gone.
    temporary_by        uuid,
    totp_secret         bytea,
    totp_last_step      bigint,
    totp_enabled_at     timestamptz,
    provider            text    NOT NULL DEFAULT 'password',
    external_id         text COLLATE "C",

    -- 1970-01-01 means never: a value that is always there keeps sorting and paging by index.
    last_seen_at        timestamptz NOT NULL DEFAULT '1970-01-01T00:00:00+00:00',
    last_page           text    NOT NULL DEFAULT '',

    version             bigint NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL,
    created_by          uuid    REFERENCES users (id) ON DELETE SET NULL,
    updated_at          timestamptz NOT NULL,
    -- As status_by.
    updated_by          uuid
);
ALTER TABLE roles
    ADD FOREIGN KEY (created_by) REFERENCES users (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (updated_by) REFERENCES users (id) ON DELETE SET NULL;
ALTER TABLE fields
    ADD FOREIGN KEY (created_by) REFERENCES users (id) ON DELETE SET NULL,
    ADD FOREIGN KEY (updated_by) REFERENCES users (id) ON DELETE SET NULL;
-- One index per order of the directory, alone and behind the two filters people use all day. Ties end at the id.
CREATE INDEX users_by_name ON users (name_key, id);
CREATE INDEX users_by_email ON users (email_key, id);
CREATE INDEX users_by_last_seen ON users (last_seen_at, id);
CREATE INDEX users_by_created ON users (created_at, id);
CREATE INDEX users_by_title ON users (title_key, id) WHERE title_key > '';
CREATE INDEX users_by_company ON users (company_key, id) WHERE company_key > '';
CREATE INDEX users_by_location ON users (location_key, id) WHERE location_key > '';
CREATE INDEX users_by_end ON users (expires_at, id) WHERE expires_at IS NOT NULL;
-- Asked by every sweep, which must not walk past all whose access has ended.
CREATE INDEX users_ending ON users (expires_at, id) WHERE status = 'active' AND expires_at IS NOT NULL;
CREATE INDEX users_to_warn ON users (expires_at, id) WHERE status = 'active' AND expires_at IS NOT NULL AND end_warned_for IS NULL;
CREATE INDEX users_by_status ON users (status, name_key, id);
CREATE INDEX users_by_role ON users (role_id, name_key, id);
CREATE INDEX users_by_status_last_seen ON users (status, last_seen_at, id);
CREATE INDEX users_by_role_last_seen ON users (role_id, last_seen_at, id);
CREATE INDEX users_by_owner ON users (owner_id) WHERE owner_id IS NOT NULL;
-- Asked when somebody is deleted: whom they have created or changed forgets them.
CREATE INDEX users_by_status_by ON users (status_by) WHERE status_by IS NOT NULL;
CREATE INDEX users_by_created_by ON users (created_by) WHERE created_by IS NOT NULL;
CREATE INDEX users_by_updated_by ON users (updated_by) WHERE updated_by IS NOT NULL;
CREATE UNIQUE INDEX users_by_external_id ON users (provider, external_id) WHERE external_id IS NOT NULL;

-- What lists sort and find users by in added fields and tags: a folded text for each value, by the slot of its field (64 is tags).
CREATE TABLE user_keys (
    user_id             uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    slot                smallint NOT NULL,
    sort_key            text COLLATE "C" NOT NULL,
    PRIMARY KEY (user_id, slot, sort_key)
);
CREATE INDEX user_keys_by_key ON user_keys (slot, sort_key, user_id);

-- Infix search: pieces of three letters over search_text.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX users_search ON users USING gin (search_text gin_trgm_ops);

-- How many users have a role and a status: kept by triggers, so that a page never counts a million rows.
-- No role is the nil id. The triggers run once per statement: one row per changed user would make a bulk
-- write of 100,000 users update the same counter 100,000 times.
CREATE TABLE user_counts (
    role_id             uuid    NOT NULL,
    status              text COLLATE "C" NOT NULL,
    n                   bigint  NOT NULL,
    PRIMARY KEY (role_id, status)
);
CREATE FUNCTION user_counts_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO user_counts AS c (role_id, status, n)
            SELECT coalesce(role_id, '00000000-0000-0000-0000-000000000000'), status, count(*) FROM added GROUP BY 1, 2 ORDER BY 1, 2
            ON CONFLICT (role_id, status) DO UPDATE SET n = c.n + EXCLUDED.n;
    ELSE
        UPDATE user_counts AS c SET n = c.n - g.n
            FROM (SELECT coalesce(role_id, '00000000-0000-0000-0000-000000000000') AS role_id, status, count(*) AS n FROM gone GROUP BY 1, 2) AS g
            WHERE c.role_id = g.role_id AND c.status = g.status;
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION user_counts_keep_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE user_counts AS c SET n = c.n + g.n
        FROM (SELECT d.role_id, d.status, sum(d.n) AS n FROM (
                SELECT coalesce(role_id, '00000000-0000-0000-0000-000000000000') AS role_id, status, 1 AS n FROM added
                UNION ALL SELECT coalesce(role_id, '00000000-0000-0000-0000-000000000000'), status, -1 FROM gone
              ) AS d GROUP BY 1, 2 HAVING sum(d.n) <> 0) AS g
        WHERE c.role_id = g.role_id AND c.status = g.status;
    INSERT INTO user_counts (role_id, status, n)
        SELECT coalesce(role_id, '00000000-0000-0000-0000-000000000000'), status, count(*) FROM added
        GROUP BY 1, 2 ORDER BY 1, 2
        ON CONFLICT (role_id, status) DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER user_counts_insert AFTER INSERT ON users REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION user_counts_keep();
CREATE TRIGGER user_counts_update AFTER UPDATE ON users REFERENCING NEW TABLE AS added OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION user_counts_keep_changed();
CREATE TRIGGER user_counts_delete AFTER DELETE ON users REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION user_counts_keep();

-- Called teams in the schema because GROUPS is a key word of SQL; everywhere else they are groups.
CREATE TABLE teams (
    id                  uuid    NOT NULL PRIMARY KEY,
    name                text    NOT NULL CHECK (length(name) <= 60),
    name_key            text COLLATE "C"    NOT NULL UNIQUE,
    description         text    NOT NULL DEFAULT '',
    owner_id            uuid    REFERENCES users (id) ON DELETE SET NULL,
    -- Members who are not archived, as the directory lists them: kept by the triggers below.
    members             bigint  NOT NULL DEFAULT 0,
    version             bigint  NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL,
    created_by          uuid    REFERENCES users (id) ON DELETE SET NULL,
    updated_at          timestamptz NOT NULL,
    updated_by          uuid    REFERENCES users (id) ON DELETE SET NULL
);
CREATE INDEX teams_by_owner ON teams (owner_id) WHERE owner_id IS NOT NULL;
CREATE TABLE team_roles (
    team_id             uuid    NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    role_id             uuid    NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    PRIMARY KEY (team_id, role_id)
);
CREATE INDEX team_roles_by_role ON team_roles (role_id);
CREATE TABLE team_members (
    team_id             uuid    NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    user_id             uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    added_at            timestamptz NOT NULL,
    PRIMARY KEY (team_id, user_id)
);
CREATE INDEX team_members_by_user ON team_members (user_id);
CREATE FUNCTION team_members_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE teams AS t SET members = t.members + CASE TG_OP WHEN 'INSERT' THEN g.n ELSE -g.n END
        FROM (SELECT m.team_id, count(*) AS n FROM changed AS m JOIN users AS u ON u.id = m.user_id
              WHERE u.status <> 'archived' GROUP BY 1) AS g
        WHERE t.id = g.team_id;
    RETURN NULL;
END $$;
CREATE FUNCTION team_members_keep_archived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE teams AS t SET members = t.members + g.n
        FROM (SELECT m.team_id, sum(CASE a.status WHEN 'archived' THEN -1 ELSE 1 END) AS n
              FROM added AS a JOIN gone AS o ON o.id = a.id JOIN team_members AS m ON m.user_id = a.id
              WHERE (o.status = 'archived') <> (a.status = 'archived') GROUP BY 1) AS g
        WHERE t.id = g.team_id;
    RETURN NULL;
END $$;
CREATE FUNCTION team_members_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM team_members WHERE user_id = OLD.id;
    RETURN OLD;
END $$;
CREATE TRIGGER team_members_insert AFTER INSERT ON team_members REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION team_members_keep();
CREATE TRIGGER team_members_delete AFTER DELETE ON team_members REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION team_members_keep();
CREATE TRIGGER team_members_archive AFTER UPDATE ON users REFERENCING NEW TABLE AS added OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION team_members_keep_archived();
-- Members leave before their row goes: the number asks for their status.
CREATE TRIGGER team_members_leave BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION team_members_leave();

CREATE TABLE grants (
    id                  uuid    NOT NULL PRIMARY KEY,
    user_id             uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role_id             uuid    NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    -- Asked at use, never left to a sweep.
    expires_at          timestamptz,
    reason              text    NOT NULL DEFAULT '',
    created_at          timestamptz NOT NULL,
    created_by          uuid    REFERENCES users (id) ON DELETE SET NULL,
    UNIQUE (user_id, role_id)
);
CREATE INDEX grants_by_role ON grants (role_id);
CREATE INDEX grants_by_creator ON grants (created_by) WHERE created_by IS NOT NULL;

-- An offer to one address. Its link lives in links; the state follows from the moments below.
CREATE TABLE invitations (
    id                  uuid    NOT NULL PRIMARY KEY,
    -- At most one per user: sending again renews this row, and the trail keeps the history.
    user_id             uuid    NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    invited_by          uuid    REFERENCES users (id) ON DELETE SET NULL,
    -- The name as it was, so that a link can say who invited even after that person has gone.
    invited_by_name     text    NOT NULL,
    message             text    NOT NULL DEFAULT '',
    language            text    NOT NULL,
    sent_at             timestamptz NOT NULL,
    expires_at          timestamptz NOT NULL,
    accepted_at         timestamptz,
    cancelled_at        timestamptz,
    -- The invitee asked for a new link; shown to the inviter, and asked at most once an hour.
    asked_at            timestamptz,
    -- The secret of its link, sealed with the server's key: for the reminder, and for whoever copies the link. Emptied when it dies.
    secret              bytea,
    -- When somebody first looked at the page behind the link. Mail scanners look too: a hint, never a proof.
    opened_at           timestamptz,
    -- When the one reminder was written.
    reminded_at         timestamptz,
    version             bigint NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL
);
CREATE INDEX invitations_by_inviter ON invitations (invited_by);
CREATE INDEX invitations_by_sent ON invitations (sent_at, id);
-- Those that a reminder may still be due for.
CREATE INDEX invitations_by_end ON invitations (expires_at) WHERE accepted_at IS NULL AND cancelled_at IS NULL AND reminded_at IS NULL;

-- One-time links sent by mail or printed for an administrator: only the SHA-256 of the secret is kept,
-- bound to one user and one purpose. Ended ones stay so that a dead link can say why it is dead.
CREATE TABLE links (
    id                  uuid    NOT NULL PRIMARY KEY,
    purpose             text    NOT NULL CHECK (purpose IN ('invitation', 'reset', 'email')),
    user_id             uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    secret_hash         bytea    NOT NULL UNIQUE,
    created_at          timestamptz NOT NULL,
    expires_at          timestamptz NOT NULL,
    ended_at            timestamptz,
    ended_as            text    CHECK (ended_as IN ('used', 'replaced', 'cancelled')),
    -- Of a new address that has to be proven: which one, as typed, and who asked for it.
    email               text,
    asked_by            uuid    REFERENCES users (id) ON DELETE SET NULL,
    CHECK ((purpose = 'email') = (email IS NOT NULL))
);
CREATE INDEX links_by_user ON links (user_id, purpose);
CREATE INDEX links_by_asker ON links (asked_by) WHERE asked_by IS NOT NULL;
-- A new link ends the old one: the index holds us to it.
CREATE UNIQUE INDEX links_one_open ON links (user_id, purpose) WHERE ended_at IS NULL;

-- One signed-in browser. Only the SHA-256 of the cookie's key is kept.
CREATE TABLE sessions (
    id                  uuid    NOT NULL PRIMARY KEY,
    key_hash            bytea    NOT NULL UNIQUE,
    user_id             uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- What the browser carries from one page to the next (a notice), as JSON.
    data                jsonb    NOT NULL DEFAULT '{}',
    -- 'code' while a password was right and the second step is still due: it opens nothing but that step.
    stage               text    NOT NULL DEFAULT 'open' CHECK (stage IN ('open', 'code')),
    -- How the second step was taken, '' where there was none.
    second_step         text    NOT NULL DEFAULT '' CHECK (second_step IN ('', 'app', 'recovery')),
    -- When whoever sits there last proved who they are by signing in, and by kind of act since: {"access": moment}.
    proved_at           timestamptz NOT NULL,
    proofs              jsonb NOT NULL DEFAULT '{}',
    created_at          timestamptz NOT NULL,
    last_seen_at        timestamptz NOT NULL,
    ends_at             timestamptz NOT NULL,
    address             text    NOT NULL DEFAULT '',
    agent               text    NOT NULL DEFAULT ''
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (ends_at);

-- Lists of users that somebody saved: filters, order and arrangement as an address spells them.
CREATE TABLE views (
    id                  uuid    NOT NULL PRIMARY KEY,
    user_id             uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name                text    NOT NULL CHECK (length(name) <= 60),
    name_key            text COLLATE "C" NOT NULL,
    query               text    NOT NULL,
    -- Who else has it: nobody, everyone, or whoever holds the role. A role that goes leaves nobody.
    shared_with         text    NOT NULL DEFAULT '' CHECK (shared_with IN ('', 'all', 'role')),
    role_id             uuid    REFERENCES roles (id) ON DELETE SET NULL,
    version             bigint  NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    UNIQUE (user_id, name_key)
);
CREATE INDEX views_shared ON views (name_key) WHERE shared_with <> '';
CREATE INDEX views_by_role ON views (role_id) WHERE role_id IS NOT NULL;

-- What other applications have registered as belonging to a user: handed over, or released, when the user goes.
CREATE TABLE items (
    id                  uuid    NOT NULL PRIMARY KEY,
    user_id             uuid    REFERENCES users (id) ON DELETE SET NULL,
    kind                text    NOT NULL,
    -- What the application calls it.
    external_id         text    NOT NULL,
    label               text    NOT NULL,
    url                 text    NOT NULL DEFAULT '',
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    UNIQUE (kind, external_id)
);
CREATE INDEX items_by_user ON items (user_id);

-- A static credential for the API; only its SHA-256 is kept.
CREATE TABLE tokens (
    id                  uuid    NOT NULL PRIMARY KEY,
    user_id             uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name                text    NOT NULL,
    -- What people tell it by: "rcl_" and the first letters of the secret.
    prefix              text    NOT NULL,
    secret_hash         bytea    NOT NULL UNIQUE,
    -- What it may do of what its user may: {"v":1,"may":"everything"}, "read" or ["users.read"]. Any other shape opens nothing.
    scope               jsonb   NOT NULL,
    enabled             boolean NOT NULL DEFAULT true,
    created_at          timestamptz NOT NULL,
    created_by          uuid    REFERENCES users (id) ON DELETE SET NULL,
    expires_at          timestamptz,
    last_used_at        timestamptz,
    last_used_from      text    NOT NULL DEFAULT ''
);
CREATE INDEX tokens_by_user ON tokens (user_id);
CREATE INDEX tokens_by_creator ON tokens (created_by) WHERE created_by IS NOT NULL;

CREATE TABLE recovery_codes (
    user_id             uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash           bytea    NOT NULL,
    used_at             timestamptz,
    PRIMARY KEY (user_id, code_hash)
);

-- Pictures, in a table of their own: whoever reads users reads none. Here rather than in files, so that a copy of the database is
-- whole, and every node has them.
CREATE TABLE avatars (
    user_id             uuid    NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    hash                text    NOT NULL,
    image               bytea    NOT NULL,
    created_at          timestamptz NOT NULL
);

-- Browsers that have signed in as a user before: others who guess at the password do not lock them out, and a new one is told of
-- by mail. Only the SHA-256 of the cookie's key is kept; one browser may serve several users.
CREATE TABLE devices (
    id                  uuid     NOT NULL PRIMARY KEY,
    key_hash            bytea    NOT NULL,
    user_id             uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at          timestamptz NOT NULL,
    last_seen_at        timestamptz NOT NULL,
    UNIQUE (key_hash, user_id)
);
CREATE INDEX devices_by_user ON devices (user_id);

-- Every try to sign in, for "can they sign in?".
CREATE TABLE attempts (
    id                  uuid    NOT NULL PRIMARY KEY,
    email_key           text COLLATE "C"    NOT NULL,
    at                  timestamptz NOT NULL,
    outcome             text    NOT NULL,
    address             text    NOT NULL,
    agent               text    NOT NULL
);
CREATE INDEX attempts_by_email ON attempts (email_key, at);
CREATE INDEX attempts_by_time ON attempts (at);

-- Counters that slow guessing down, shared by all nodes and kept over restarts.
CREATE TABLE throttles (
    bucket              text COLLATE "C"    NOT NULL PRIMARY KEY,
    n                   bigint NOT NULL,
    -- Start of the window, or moment of the last failure.
    since               timestamptz NOT NULL,
    blocked_until       timestamptz NOT NULL
);
CREATE INDEX throttles_by_end ON throttles (blocked_until);

-- Mail waiting, sent and failed. A row is written in the transaction that caused the mail.
CREATE TABLE outbox (
    id                  uuid    NOT NULL PRIMARY KEY,
    kind                text    NOT NULL,
    to_address          text    NOT NULL,
    to_name             text    NOT NULL DEFAULT '',
    reply_to            text    NOT NULL DEFAULT '',
    language            text    NOT NULL,
    timezone            text    NOT NULL,
    -- What the template shows, as JSON without any secret.
    data                jsonb    NOT NULL,
    -- The secret of a one-time link, sealed with the server's key; emptied as soon as the mail has left.
    secret              bytea,
    user_id             uuid    REFERENCES users (id) ON DELETE CASCADE,
    state               text    NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'void')),
    attempts            bigint NOT NULL DEFAULT 0,
    next_at             timestamptz NOT NULL,
    -- A worker that holds a lease is sending it; a lease that has run out is anyone's.
    leased_until        timestamptz NOT NULL DEFAULT '1970-01-01T00:00:00+00:00',
    answer              text    NOT NULL DEFAULT '',
    created_at          timestamptz NOT NULL,
    sent_at             timestamptz
);
-- In the order that they leave in: however many wait, the next few are found at once.
CREATE INDEX outbox_by_next ON outbox (state, next_at, id) WHERE state = 'waiting';
CREATE INDEX outbox_by_state ON outbox (state, id);
CREATE INDEX outbox_by_user ON outbox (user_id, kind, created_at);
-- How many invitations were mailed in a day.
CREATE INDEX outbox_of_invitations ON outbox (created_at) WHERE kind = 'invitation';
-- Asked when somebody is deleted: mails to others that tell of them, or that answers to went to them from.
CREATE INDEX outbox_by_subject ON outbox ((data ->> 'user')) WHERE data ->> 'user' IS NOT NULL;
CREATE INDEX outbox_of_digests ON outbox (created_at) WHERE kind = 'digest';
CREATE INDEX outbox_by_reply ON outbox (reply_to) WHERE reply_to <> '';

-- One row: how delivery as a whole fares, for all nodes.
CREATE TABLE mail_state (
    id                  bigint  PRIMARY KEY CHECK (id = 1),
    -- Tries in a row that brought no mail away.
    failures            bigint  NOT NULL DEFAULT 0,
    -- Sign-ins in a row that the mail server refused; nothing is tried before the pause ends, or an administrator ends it.
    refusals            bigint  NOT NULL DEFAULT 0,
    paused_until        timestamptz NOT NULL DEFAULT '1970-01-01T00:00:00+00:00',
    -- The server's words at the last of them.
    answer              text    NOT NULL DEFAULT '',
    -- When the last pause ended: a mail that waited for it is given up no earlier than a day later.
    resumed_at          timestamptz NOT NULL DEFAULT '1970-01-01T00:00:00+00:00',
    -- Up to when failed invitations were told of.
    digest_at           timestamptz NOT NULL DEFAULT '1970-01-01T00:00:00+00:00'
);
INSERT INTO mail_state (id) VALUES (1);

-- A form that was already sent: the key it carried, so that a double click invites once.
CREATE TABLE form_keys (
    form_key            uuid    NOT NULL PRIMARY KEY,
    at                  timestamptz NOT NULL
);
CREATE INDEX form_keys_by_time ON form_keys (at);

-- Work on many records at once. Whoever holds the lease does it chunk by chunk; a lease that has run out is anyone's, so that a
-- server that dies leaves its job to another.
CREATE TABLE jobs (
    id                  uuid    NOT NULL PRIMARY KEY,
    kind                text    NOT NULL,
    state               text    NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'cancelled', 'failed')),
    -- What it does: a message of the catalogue with its arguments.
    title               jsonb   NOT NULL,
    asked_by            uuid    REFERENCES users (id) ON DELETE SET NULL,
    asked_by_name       text    NOT NULL,
    -- From where it was asked for: the trail says so with every change.
    address             text    NOT NULL DEFAULT '',
    agent               text    NOT NULL DEFAULT '',
    request_id          text    NOT NULL DEFAULT '',
    -- What its kind needs to know, without any secret.
    payload             jsonb   NOT NULL,
    total               bigint  NOT NULL DEFAULT 0,
    -- Items are taken in the order of their numbers: also the last that was taken.
    done                bigint  NOT NULL DEFAULT 0,
    changed             bigint  NOT NULL DEFAULT 0,
    skipped             bigint  NOT NULL DEFAULT 0,
    failed              bigint  NOT NULL DEFAULT 0,
    -- Times that the next chunk was begun: one that never ends is given up.
    tries               bigint  NOT NULL DEFAULT 0,
    can_undo            boolean NOT NULL DEFAULT false,
    -- The job that took it back. No reference: each is forgotten in its own time.
    undone_by           uuid,
    leased_by           uuid,
    lease_until         timestamptz NOT NULL DEFAULT '1970-01-01T00:00:00+00:00',
    created_at          timestamptz NOT NULL,
    ended_at            timestamptz,
    cancel_asked_at     timestamptz
);
CREATE INDEX jobs_by_lease ON jobs (lease_until) WHERE state IN ('waiting', 'running');
CREATE INDEX jobs_by_asker ON jobs (asked_by, id);

-- The records of a job, in the order they are taken, and what became of each. A user who is deleted for good is in none.
CREATE TABLE job_items (
    job_id              uuid    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    n                   bigint  NOT NULL,
    subject_id          uuid    REFERENCES users (id) ON DELETE CASCADE,
    -- What whoever asked called it.
    name                text    NOT NULL DEFAULT '',
    -- What is to become of it, where that is not the same for all.
    wanted              jsonb,
    outcome             text    NOT NULL DEFAULT 'waiting' CHECK (outcome IN ('waiting', 'done', 'skipped', 'failed')),
    -- Why it was not done: a message of the catalogue.
    reason              jsonb,
    -- What it was and became, for the way back.
    changed             jsonb,
    PRIMARY KEY (job_id, n)
);
CREATE INDEX job_items_by_subject ON job_items (subject_id);
-- Those that somebody looks at.
CREATE INDEX job_items_not_done ON job_items (job_id, n) WHERE outcome IN ('skipped', 'failed');

-- A table of users that somebody is taking in. Nobody else sees it; its rows are forgotten after a day, and what its columns were
-- taken for is remembered for the next one.
CREATE TABLE imports (
    id                  uuid    NOT NULL PRIMARY KEY,
    user_id             uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- The headers of its columns, in their order.
    headers             jsonb   NOT NULL,
    -- No rows: the file has not come in whole.
    total               bigint  NOT NULL DEFAULT 0,
    -- What each column is, and what becomes of whom: none before somebody has said so.
    plan                jsonb  ,
    -- The jobs that look at every row, and take them in. No references: each is forgotten in its own time.
    checked_by          uuid   ,
    applied_by          uuid   ,
    created_at          timestamptz NOT NULL
);
CREATE INDEX imports_by_user ON imports (user_id, created_at);
CREATE INDEX imports_by_time ON imports (created_at);

-- Its rows, each with what would become of it.
CREATE TABLE import_rows (
    import_id           uuid    NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    n                   bigint  NOT NULL,
    -- Where it begins in the file.
    line                bigint  NOT NULL,
    cells               jsonb   NOT NULL,
    -- By what its user is looked for: a second row of it is wrong.
    key                 text    NOT NULL DEFAULT '',
    -- "" is not known yet.
    fate                text    NOT NULL DEFAULT '' CHECK (fate IN ('', 'create', 'update', 'same', 'skip', 'wrong')),
    -- Messages of the catalogue: what changes, or what is wrong.
    said                jsonb  ,
    name                text    NOT NULL DEFAULT '',
    -- Whom it is about, where they were there before.
    user_id             uuid    REFERENCES users (id) ON DELETE SET NULL,
    PRIMARY KEY (import_id, n)
);
CREATE INDEX import_rows_by_key ON import_rows (import_id, key, n);
CREATE INDEX import_rows_by_fate ON import_rows (import_id, fate, n);
CREATE INDEX import_rows_by_user ON import_rows (user_id);

-- Every change, once, in the transaction that made it. Names are kept as they were: no foreign keys.
CREATE TABLE audit_events (
    seq                 bigint  PRIMARY KEY,
    id                  uuid    NOT NULL UNIQUE,
    at                  timestamptz NOT NULL,
    actor_kind          text    NOT NULL CHECK (actor_kind IN ('user', 'token', 'system', 'cli', 'visitor')),
    actor_id            uuid,
    actor_name          text    NOT NULL,
    action              text    NOT NULL,
    subject_kind        text    NOT NULL,
    subject_id          uuid,
    subject_name        text    NOT NULL,
    -- {"field": {"from": …, "to": …}}, never a secret.
    changes             jsonb    NOT NULL DEFAULT '{}',
    reason              text    NOT NULL DEFAULT '',
    address             text    NOT NULL DEFAULT '',
    agent               text    NOT NULL DEFAULT '',
    request_id          text    NOT NULL DEFAULT '',
    -- SHA-256 over the event and the hash before it: a changed or missing event breaks the chain.
    hash                bytea    NOT NULL
);
CREATE INDEX audit_events_by_subject ON audit_events (subject_id, seq);
CREATE INDEX audit_events_by_actor ON audit_events (actor_id, seq);
CREATE FUNCTION audit_events_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
END $$;
CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION audit_events_refuse();
CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION audit_events_refuse();
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION audit_events_refuse();

-- One row: the last event's number, signed with the server's key over the number and the event's hash, so that a trail whose
-- end was cut off shows too.
CREATE TABLE audit_head (
    id                  bigint  PRIMARY KEY CHECK (id = 1),
    seq                 bigint  NOT NULL,
    signature           bytea   NOT NULL
);
