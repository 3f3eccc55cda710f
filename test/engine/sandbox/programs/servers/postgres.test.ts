import { describe, expect, it } from 'vitest';
import { learner } from '../../../../helpers/learner.ts';

const quiet = (line: string): string => `${line} >/dev/null 2>&1`;
const start = (name: string, more = ''): string[] => [
  quiet(`docker run -d --name ${name} -e POSTGRES_PASSWORD=secret ${more} postgres:17-alpine`),
  'sleep 5',
];
const sql = (text: string, options = ''): string => `docker exec db psql -U postgres ${options} -c "${text}"`;

describe('the entrypoint of postgres', () => {
  it('refuses to begin without a password', () => {
    const { type } = learner();
    type(quiet('docker pull postgres:17-alpine'));
    expect(type('docker run --rm postgres:17-alpine; echo $?')).toMatch(
      /^Error: Database is uninitialized and superuser password is not specified\.\n {7}You must specify POSTGRES_PASSWORD[\s\S]*\n1\n$/,
    );
  });

  it('makes the database at the first start only, and runs the scripts', () => {
    const { type } = learner({
      files: {
        'init/1.sql':
          "CREATE TABLE notes (id serial PRIMARY KEY, text text);\nINSERT INTO notes (text) VALUES ('a'), ('b');\n",
        'init/2.sh':
          'psql -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c "INSERT INTO notes (text) VALUES (\'c\')"\n',
        'init/README': 'x',
      },
    });
    const run = start(
      'db',
      '-e POSTGRES_USER=app -e POSTGRES_DB=shop -v data:/var/lib/postgresql/data -v ./init:/docker-entrypoint-initdb.d',
    );
    type(...run);
    const log = type('docker logs db 2>&1');
    expect(log).toContain(
      '\n/usr/local/bin/docker-entrypoint.sh: running /docker-entrypoint-initdb.d/1.sql\nCREATE TABLE\nINSERT 0 2\n',
    );
    expect(log).toContain(
      'INSERT 0 1\n\n/usr/local/bin/docker-entrypoint.sh: ignoring /docker-entrypoint-initdb.d/README\n',
    );
    expect(log).toMatch(
      /PostgreSQL init process complete; ready for start up\.\n\n.*starting PostgreSQL 17\.6[\s\S]*ready to accept connections\n$/,
    );
    expect(type('docker exec db psql -U app shop -tAc "select count(*) from notes"')).toBe('3\n');
    type(quiet('docker rm -f db'), ...run);
    const again = type('docker logs db 2>&1');
    expect(again).toContain('Skipping initialization');
    expect(again).toContain('automatic recovery in progress');
    expect(type('docker exec db psql -U app shop -tAc "select count(*) from notes"')).toBe('3\n');
  });

  it('ends where a script is wrong, and says where', () => {
    const { type } = learner({ files: { 'init/1.sql': '\nSELECT 1;\nSELEC 2;\n' } });
    type(...start('db', '-v ./init:/docker-entrypoint-initdb.d'));
    expect(type('docker logs db 2>&1')).toContain(
      'psql:/docker-entrypoint-initdb.d/1.sql:3: ERROR:  syntax error at or near "SELEC"\nLINE 1: SELEC 2\n        ^\n',
    );
    expect(type("docker inspect db --format '{{.State.ExitCode}}'")).toBe('3\n');
  });

  it('does not take the data of another version', () => {
    const { type } = learner();
    type(...start('db', '-v data:/d -e PGDATA=/d/x'), quiet('docker rm -f db'));
    type(quiet('docker run -d --name db -e PGDATA=/d/x -v data:/d postgres:18-alpine'), 'sleep 2');
    expect(type('docker logs db 2>&1')).toContain(
      'The data directory was initialized by PostgreSQL version 17, which is not compatible with this version 18.0.',
    );
  });
});

describe('the server', () => {
  it('ends fast at docker stop, with status 0, and shows its processes', () => {
    const { type } = learner();
    type(...start('db'));
    expect(type('docker top db')).toContain('postgres: checkpointer');
    expect(type('docker exec db pg_isready')).toBe('/var/run/postgresql:5432 - accepting connections\n');
    type(quiet('docker stop db'));
    expect(type("docker inspect db --format '{{.State.ExitCode}}'")).toBe('0\n');
    expect(type('docker logs db 2>&1 | tail -6')).toMatch(
      /received fast shutdown request[\s\S]*database system is shut down\n$/,
    );
  });

  it('asks those for the password who come from elsewhere', () => {
    const { type } = learner();
    type(quiet('docker network create back'), ...start('db', '--network back'));
    const from = (more: string): string => type(`docker run --rm --network back ${more} 2>&1`);
    expect(from('-e PGPASSWORD=secret postgres:17-alpine psql -h db -U postgres -tAc "select 1"')).toBe(
      '1\n',
    );
    expect(from('-e PGPASSWORD=no postgres:17-alpine psql -h db -U postgres -c "select 1"')).toBe(
      'psql: error: connection to server at "db" (172.18.0.2), port 5432 failed: FATAL:  password authentication failed for user "postgres"\n',
    );
    expect(from('postgres:17-alpine psql -h db -U postgres -c "select 1"')).toContain(
      'fe_sendauth: no password supplied',
    );
    expect(from('postgres:17-alpine psql -h nobody -U postgres')).toContain(
      'could not translate host name "nobody" to address',
    );
    expect(from('postgres:17-alpine psql -U postgres')).toContain(
      'connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: No such file or directory\n\tIs the server running locally and accepting connections on that socket?\n',
    );
    expect(type('docker exec db psql -c "select 1" 2>&1')).toContain('FATAL:  role "root" does not exist');
    expect(type('docker exec db psql -U postgres none 2>&1')).toContain(
      'FATAL:  database "none" does not exist',
    );
  });
});

describe('psql', () => {
  const { type } = learner();
  type(...start('db'));
  type(
    sql(
      "CREATE TABLE people (id serial primary key, name varchar(20) not null, age int, born date default '2000-01-31'); INSERT INTO people (name, age) VALUES ('Ann', 30), ('Bob', NULL), ('Cyd', 7)",
    ),
  );
  const ask = (text: string, options = ''): string => type(`${sql(text, options)} 2>&1`);

  it('shows tables aligned, or not', () => {
    expect(ask('select name, age from people order by age desc limit 2 offset 1')).toBe(
      ' name | age \n------+-----\n Ann  |  30\n Cyd  |   7\n(2 rows)\n\n',
    );
    expect(ask('select * from people where id = 1', '-A')).toBe(
      'id|name|age|born\n1|Ann|30|2000-01-31\n(1 row)\n',
    );
    expect(ask('select name from people order by id', '-t')).toBe(' Ann\n Bob\n Cyd\n\n');
  });

  it('computes as PostgreSQL does', () => {
    const table: readonly (readonly [expression: string, shown: string])[] = [
      ['7 / 2', '3'],
      ['7.0 / 2', '3.5'],
      ["'a' || 1", 'a1'],
      ['null = null', ''],
      ['null or true', 't'],
      ["'abc' like 'a%'", 't'],
      ['3 between 1 and 5 and 2 not in (1, 3)', 't'],
      ["'12'::int + 1", '13'],
      ["coalesce(null, 'x')", 'x'],
      ['current_user', 'postgres'],
    ];
    for (const [expression, shown] of table)
      expect(ask(`select ${expression}`, '-tA'), expression).toBe(`${shown}\n`);
    expect(ask('select count(*), count(age), sum(age), max(name), avg(age) from people', '-tA')).toBe(
      '3|2|37|Cyd|18.5000000000000000\n',
    );
    expect(ask('select age is null as x, count(*) from people group by x order by 2', '-tA')).toBe(
      't|1\nf|2\n',
    );
  });

  it('complains in PostgreSQL’s words, with a caret', () => {
    const table: readonly (readonly [text: string, message: string])[] = [
      [
        'select * from none',
        'ERROR:  relation \\"none\\" does not exist\nLINE 1: select * from none\n                      ^\n',
      ],
      [
        'select nam from people',
        'ERROR:  column \\"nam\\" does not exist\nLINE 1: select nam from people\n               ^\n',
      ],
      ['selec 1', 'ERROR:  syntax error at or near \\"selec\\"\nLINE 1: selec 1\n        ^\n'],
      [
        'insert into people (name) values (null)',
        'ERROR:  null value in column \\"name\\" of relation \\"people\\" violates not-null constraint\nDETAIL:  Failing row contains (4, null, null, 2000-01-31).\n',
      ],
      [
        "insert into people (id, name) values (1, 'x')",
        'ERROR:  duplicate key value violates unique constraint \\"people_pkey\\"\nDETAIL:  Key (id)=(1) already exists.\n',
      ],
      [
        "insert into people (name, age) values ('x', 'y')",
        'ERROR:  invalid input syntax for type integer: \\"y\\"',
      ],
      ['create table people (id int)', 'ERROR:  relation \\"people\\" already exists\n'],
      ['select 1 / 0', 'ERROR:  division by zero\n'],
      [
        'select name, count(*) from people',
        'must appear in the GROUP BY clause or be used in an aggregate function',
      ],
      ['select * from people join people', "the sandbox's PostgreSQL does not model joins yet"],
    ];
    for (const [text, message] of table) expect(ask(text), text).toContain(message.replaceAll('\\"', '"'));
    expect(type(`${quiet(sql('select * from none'))}; echo $?`)).toBe('1\n');
  });

  it('changes rows, one string being one transaction', () => {
    expect(ask("insert into people (name) values ('Dan') returning id, name", '-A')).toContain(
      '|Dan\n(1 row)\nINSERT 0 1\n',
    );
    expect(ask("update people set age = age + 1 where name = 'Ann'")).toBe('UPDATE 1\n');
    expect(ask("delete from people where name = 'Dan'")).toBe('DELETE 1\n');
    expect(ask('delete from people; select none')).toContain('does not exist');
    expect(ask('select count(*) from people', '-tA')).toBe('3\n');
  });

  it('lists databases and tables', () => {
    type(sql('create database shop'));
    expect(ask('\\l', '-tA')).toContain('shop|postgres|UTF8|libc|');
    expect(ask('\\dt')).toBe(
      '         List of relations\n Schema |  Name  | Type  |  Owner   \n--------+--------+-------+----------\n public | people | table | postgres\n(1 row)\n\n',
    );
    expect(ask('\\d people')).toContain(' name   | character varying(20) |           | not null | \n');
    expect(ask('\\dt', '-d shop')).toBe('Did not find any relations.\n');
  });

  it('reads a script from standard input', () => {
    expect(
      type(
        "printf 'select 1 as a;\\nbegin;\\ndelete from people;\\nrollback;\\n' | docker exec -i db psql -U postgres -tA",
      ),
    ).toBe('1\nBEGIN\nDELETE 3\nROLLBACK\n');
    expect(ask('select count(*) from people', '-tA')).toBe('3\n');
  });
});
